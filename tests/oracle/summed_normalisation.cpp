// SPDX-License-Identifier: BSL-1.0
// Scenario s4: STDP while the incoming sums are held by one of several policies, or by none.

#include "summed_normalisation.hpp"

#include "replays.hpp"

#include <algorithm>
#include <cmath>

namespace oracle {
namespace {

using namespace summed_normalisation;

enum class guard { none, sum, weight_and_sum };

/// What the sum is clipped to before something is divided by it. The library guards nothing: it leaves zero sums alone.
double guarded(guard how, double w, double sum) {
  const double x = how == guard::weight_and_sum ? w + sum : sum;
  return how == guard::none ? x : std::clamp(x, 1e-15, HUGE_VAL);
}
struct guarded_effect {
  static constexpr bool transmits = true;
  using services = needs<incoming_sum>;
  double gain = 1;
  guard how = guard::none;
  void on_pre(auto& s) const { s.receptor += gain * s.w / guarded(how, s.w, s.incoming_sum); }
  bool operator==(const guarded_effect&) const = default;
};
struct guarded_normalisation {
  using services = needs<incoming_sum>;
  guard how = guard::none;
  void on_pre(auto& s) const { s.w /= guarded(how, s.w, s.incoming_sum); }
  void on_post(auto& s) const { s.w /= guarded(how, s.w, s.incoming_sum); }
  bool operator==(const guarded_normalisation&) const = default;
};

constexpr auto on_event =
    network_of<given_draws>(plasticity{transmit{}, stdp<>{}, normalise_on_event{}}, drive<"R.u">(given));
constexpr auto by_effect = network_of<given_draws>(plasticity{transmit_share<>{}, stdp<>{}}, drive<"R.u">(given));
// After the recordings, as in the case.
constexpr auto periodic = network_of<given_draws>(plasticity{transmit{}, stdp<>{}, watch_sums{}}, drive<"R.u">(given),
                                                  regularly<"normalise", "X">(every{}, normalise{}));
constexpr auto plain = network_of<given_draws>(plasticity{transmit{}, stdp<>{}, watch_sums{}}, drive<"R.u">(given));
constexpr auto with_guard =
    network_of<given_draws>(plasticity{transmit{}, stdp<>{}, guarded_normalisation{}}, drive<"R.u">(given));
constexpr auto with_guarded_effect =
    network_of<given_draws>(plasticity{guarded_effect{}, stdp<>{}}, drive<"R.u">(given));

template <auto const& D, class Rules, class... More>
void run(const reference_case& c, comparison& result, Rules rules, const More&... more) {
  const auto seconds = [&](const char* name) { return quantity<dim::second>(c.parameter(name)); };
  choose_integrator<given_draws>(c);
  const auto n = static_cast<std::size_t>(c.integer("n"));
  const auto end = static_cast<double>(n);
  const auto conn_i = c.integers("conn_i", {.unit = "index"}, end);
  const std::size_t synapses = conn_i.size();
  const auto conn_j = c.integers("conn_j", {.unit = "index", .size = synapses}, end);
  const auto recorded = c.integers("recorded", {}, end);
  simulation<network<D>> sim{time_step{quantity<dim::second>(c.dt())},
                             set<"R">(c.integer("n")),
                             set<"R.tau_S">(seconds("tau_S")),
                             set<"R.dt">(quantity<dim::second>(c.dt())),
                             set<"R.bias">(c.parameter("bias")),
                             set<"R.fI_slope">(c.parameter("fI_slope")),
                             set<"R.S">(values(c.input("S0", {.unit = "1", .size = n}))),
                             set<"R.u">(timed_array(c.input("u", {.unit = "1", .columns = n}), n, quantity<dim::one>(1),
                                                    quantity<dim::second>(c.dt()))),
                             set<"X">(pairs(conn_i, conn_j)),
                             set<"X.w">(values(c.input("w0", {.unit = "1", .size = synapses}))),
                             set<"X">(rules),
                             set<"R.S">(only(recorded)),
                             set<"X.w">(only(c.integers("recorded_synapses", {}, static_cast<double>(synapses)))),
                             more...};

  const double a_pre = c.parameter("Apre"), a_post = c.parameter("Apost");
  std::vector<double> last_update(conn_i.size(), 0), pre_then(conn_i.size(), 0), post_then(conn_i.size(), 0);
  std::vector<double> sums(n, 0), trace_sumw, all_sums;
  std::size_t spikes_seen = 0;
  for (std::int64_t step = 0; step < c.steps(); ++step) {
    for (const std::int64_t k : recorded) trace_sumw.push_back(sums[static_cast<std::size_t>(k)]);
    if (step % 100 == 0) all_sums.insert(all_sums.end(), sums.begin(), sums.end());
    sim.run_steps(1, allow_not_finite{}); // case d4_no_guard_nan divides by zero
    sums = sim.template get<"X.incoming_sum">();
    // The case stores the traces of a synapse as they were at its last event.
    const auto& neurons = sim["R.spikes"_name].neurons;
    if (neurons.size() == spikes_seen) continue;
    std::vector<bool> spiked(n, false);
    for (; spikes_seen < neurons.size(); ++spikes_seen) spiked[neurons[spikes_seen]] = true;
    const auto x = sim.template get<"X.x">(), y = sim.template get<"X.y">();
    for (std::size_t k = 0; k < conn_i.size(); ++k) {
      const auto i = static_cast<std::size_t>(conn_i[k]), j = static_cast<std::size_t>(conn_j[k]);
      if (!spiked[i] && !spiked[j]) continue;
      last_update[k] = static_cast<double>(step) * c.dt();
      pre_then[k] = a_pre * x[i];
      post_then[k] = a_post * y[j];
    }
  }

  const auto& S = sim["R.S"_name].values;
  std::vector<double> rate(S.size());
  for (std::size_t k = 0; k < S.size(); ++k)
    rate[k] = 0.4 * (1 + std::tanh(c.parameter("fI_slope") * (S[k] + c.parameter("bias")) - 3)) / c.parameter("tau_S");
  result.spikes("spikes_step", "spikes_i", sim["R.spikes"_name].steps, sim["R.spikes"_name].neurons);
  result.array("trace_S_rnd", S);
  result.array("trace_rate", rate);
  result.array("trace_sumw", trace_sumw);
  result.array("strace_w", sim["X.w"_name].values);
  result.array("all_sumw_every_100", all_sums);
  result.array("final_w", sim.template get<"X.w">());
  result.array("final_apre", pre_then);
  result.array("final_apost", post_then);
  result.array("final_lastupdate", last_update);
  result.array("final_S_rnd", sim.template get<"R.S">());
  result.array("final_sumw", sums);
}

} // namespace

void replay_summed_normalisation(const reference_case& c, comparison& result) {
  const std::string variant = c.meta("variant");
  const stdp<> rule = rule_of(c);
  const double gain = c.parameter("eff_gain");
  c.may_have({"norm_period", "norm_target"});
  if (variant.starts_with("stat_"))
    replay_normalisation_statistics(c, result);
  else if (variant.starts_with("a_"))
    run<on_event>(c, result, plasticity{transmit{}, rule, normalise_on_event{}});
  else if (variant.starts_with("b_"))
    run<by_effect>(c, result, plasticity{transmit_share<>{gain}, rule});
  else if (variant.starts_with("c_"))
    run<periodic>(c, result, plasticity{transmit{}, rule, watch_sums{}},
                  set<"normalise">(every{quantity<dim::second>(c.parameter("norm_period"))}),
                  set<"normalise">(normalise{c.parameter("norm_target")}));
  else if (variant.starts_with("d1"))
    run<with_guard>(c, result, plasticity{transmit{}, rule, guarded_normalisation{guard::sum}});
  else if (variant.starts_with("d2"))
    run<with_guard>(c, result, plasticity{transmit{}, rule, guarded_normalisation{guard::weight_and_sum}});
  else if (variant.starts_with("d3"))
    run<with_guarded_effect>(c, result, plasticity{guarded_effect{gain, guard::sum}, rule});
  else if (variant.starts_with("d4"))
    run<with_guarded_effect>(c, result, plasticity{guarded_effect{gain, guard::none}, rule});
  else if (variant.starts_with("e_"))
    run<plain>(c, result, plasticity{transmit{}, rule, watch_sums{}});
  else
    c.refuse_meta("variant", "scenario s4 has a_..., b_..., c_..., d1_, d2_, d3_, d4_, e_..., stat_...");
}

} // namespace oracle
