// SPDX-License-Identifier: BSL-1.0
// Scenario s4 with random numbers of our own: means are compared, not traces.

#include "summed_normalisation.hpp"

#include "replays.hpp"

#include <numeric>

namespace oracle {
namespace {

using namespace summed_normalisation;

constexpr auto on_event = network_of<own_draws>(plasticity{transmit{}, stdp<>{}, normalise_on_event{}});
constexpr auto by_effect = network_of<own_draws>(plasticity{transmit_share<>{}, stdp<>{}});

// The interval is that of a mean over the case's seeds; with many seeds of ours the error of our own mean is small
// against it, so that a right network falls outside once in twenty cases whatever our seeds are.
constexpr std::uint64_t our_seeds = 200;

template <auto const& D, class Rules>
void run(const reference_case& c, comparison& result, Rules rules) {
  choose_integrator<own_draws>(c);
  c.may_have({"seed", "stat_n", "stat_seconds", "stat_seeds"});
  const auto n = c.integer("n");
  double rate = 0, final_sum = 0;
  for (std::uint64_t k = 0; k < our_seeds; ++k) {
    simulation<network<D>> sim{seed{k},
                               time_step{quantity<dim::second>(c.dt())},
                               set<"R">(n),
                               set<"R.tau_S">(quantity<dim::second>(c.parameter("tau_S"))),
                               set<"R.bias">(c.parameter("bias")),
                               set<"R.fI_slope">(c.parameter("fI_slope")),
                               set<"R.S">(uniform(0.0, c.parameter("init_S"))),
                               set<"X">(all_to_all{}),
                               set<"X.w">(uniform(0.0, c.parameter("stat_w_scale") * c.parameter("w_max"))),
                               set<"X">(rules),
                               set<"X.w">(only(std::vector<int>{}))};
    sim.run_steps(c.steps());
    const auto w = sim.template get<"X.w">();
    rate += static_cast<double>(sim["R.spikes"_name].size()) / (static_cast<double>(n) * sim.time());
    final_sum += std::accumulate(w.begin(), w.end(), 0.0) / static_cast<double>(n);
  }
  result.mean("mean_rate", rate / static_cast<double>(our_seeds));
  result.mean("mean_final_sum", final_sum / static_cast<double>(our_seeds));
}

} // namespace

void replay_normalisation_statistics(const reference_case& c, comparison& result) {
  const std::string variant = c.meta("variant");
  if (c.has_meta("periodic") && c.meta("periodic") != "False")
    c.refuse_meta("periodic", "False is expected of a case whose means are compared");
  if (variant == "stat_norm_event")
    run<on_event>(c, result, plasticity{transmit{}, rule_of(c), normalise_on_event{}});
  else if (variant == "stat_effect")
    run<by_effect>(c, result, plasticity{transmit_share<>{c.parameter("eff_gain")}, rule_of(c)});
  else
    c.refuse_meta("variant", "scenario s4 has stat_norm_event and stat_effect");
}

} // namespace oracle
