// SPDX-License-Identifier: BSL-1.0
// Scenario s2: a pool of weight per target and exchange between siblings; three meanings of simultaneous spikes.

#include "choose_integrator.hpp"
#include "replays.hpp"

#include <cortexpr/core.hpp>

namespace oracle {
namespace {

using namespace cortexpr;

/// dv/dt = -v / tau without units, reset to half the threshold.
struct leaky {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 50_ms;
    number<I> v_th = 0.015, v_reset = 0.0075;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = -x.v / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.v_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.v_reset; }
};

template <class Order, class Rules>
constexpr auto network_of(Order order, Rules rules) {
  return describe(record<"n.v">(), record<"n.spikes">(), population<"in">(given, spike_times{}),
                  population<"n">(given, leaky{}, any_integrator{}),
                  projection<"S: in -> n.v">(all_to_all{}, weight(given), rules, order));
}
constexpr auto pool_first = network_of(rules_in_turn{}, plasticity{weight_pool{}, weight_exchange{}, transmit{}});
constexpr auto exchange_first = network_of(rules_in_turn{}, plasticity{weight_exchange{}, weight_pool{}, transmit{}});
constexpr auto one_by_one = network_of(sequential{}, plasticity{weight_exchange{}, weight_pool{}, transmit{}});
constexpr auto pool_alone = network_of(rules_in_turn{}, plasticity{weight_pool{}, transmit{}});

template <auto const& D, class Rules>
void run(const reference_case& c, comparison& result, Rules rules) {
  choose_integrator<leaky>(c);
  const auto n_pre = static_cast<std::size_t>(c.integer("n_pre")),
             n_post = static_cast<std::size_t>(c.integer("n_post"));
  // The case has weights by target; synapses are created by source.
  const auto w0 = c.input("w0", {.unit = "1", .size = n_pre * n_post});
  std::vector<double> weights(n_pre * n_post);
  for (std::size_t j = 0; j < n_post; ++j)
    for (std::size_t i = 0; i < n_pre; ++i) weights[i * n_post + j] = w0.flat(j * n_pre + i);
  std::size_t traced = 0;
  if (c.has_output("trace_v")) {
    const auto trace = c.output("trace_v");
    if (trace.dimension() != 2 || trace.shape()[1] > n_post)
      c.refuse("output 'trace_v' has not the shape of steps times targets");
    traced = trace.shape()[1];
  }
  std::vector<std::size_t> first;
  for (std::size_t j = 0; j < traced; ++j) first.push_back(j);

  const auto in_step = c.integers("in_step", {.unit = "step"});
  const auto in_i =
      c.integers("in_i", {.unit = "index", .size = in_step.size()}, static_cast<double>(c.integer("n_pre")));
  simulation<network<D>> sim{time_step{quantity<dim::second>(c.dt())},
                             set<"in">(c.integer("n_pre")),
                             set<"n">(c.integer("n_post")),
                             set<"in">(spike_list::at_steps(in_step, in_i)),
                             set<"n.tau">(quantity<dim::second>(c.parameter("tau"))),
                             set<"n.v_th">(c.parameter("v_th")),
                             set<"n.v_reset">(c.parameter("v_reset")),
                             set<"S">(rules),
                             set<"S.w">(values(weights)),
                             set<"S.pool">(values(c.input("pool0", {.unit = "1", .size = n_post}))),
                             set<"n.v">(only(first))};

  std::vector<double> event_w, event_pool, event_v;
  const auto by_target = [&](const std::vector<double>& w, std::vector<double>& out) {
    for (std::size_t j = 0; j < n_post; ++j)
      for (std::size_t i = 0; i < n_pre; ++i) out.push_back(w[i * n_post + j]);
  };
  const auto append = [](const std::vector<double>& x, std::vector<double>& out) {
    out.insert(out.end(), x.begin(), x.end());
  };
  const auto event_steps = c.has_output("event_step") ? c.output_integers("event_step") : std::vector<std::int64_t>{};
  for (const std::int64_t step : event_steps) {
    if (step < sim.state().step || step >= c.steps())
      c.refuse("output 'event_step' is not in order, or goes beyond the run");
    sim.run_steps(step + 1 - sim.state().step, allow_not_finite{});
    by_target(sim.template get<"S.w">(), event_w);
    append(sim.template get<"S.pool">(), event_pool);
    append(sim.template get<"n.v">(), event_v);
  }
  sim.run_steps(c.steps() - sim.state().step, allow_not_finite{});

  std::vector<double> final_w;
  by_target(sim.template get<"S.w">(), final_w);
  result.spikes("spikes_step", "spikes_i", sim["n.spikes"_name].steps, sim["n.spikes"_name].neurons);
  result.array("event_step", event_steps);
  result.array("event_w", event_w);
  result.array("event_pool", event_pool);
  result.array("event_v", event_v);
  result.array("trace_v", sim["n.v"_name].values);
  result.array("final_w", final_w);
  result.array("final_pool", sim.template get<"S.pool">());
}

} // namespace

void replay_heterosynaptic_pool(const reference_case& c, comparison& result) {
  const std::string semantics = c.meta("semantics"), exchanges = c.meta("exchange_rule");
  const weight_pool pool{c.parameter("eta")};
  const weight_exchange exchange{c.parameter("W0")};
  const bool pool_only = exchanges == "False" || exchanges == "false" || exchanges == "0";
  if (!pool_only && exchanges != "True" && exchanges != "true" && exchanges != "1")
    c.refuse_meta("exchange_rule", "True or False is expected");
  if (semantics != "relay_pool_first" && semantics != "relay_synapses_first" && semantics != "sequential")
    c.refuse_meta("semantics", "relay_pool_first, relay_synapses_first or sequential is expected");
  if (pool_only) // all three mean the same
    run<pool_alone>(c, result, plasticity{pool, transmit{}});
  else if (semantics == "relay_pool_first")
    run<pool_first>(c, result, plasticity{pool, exchange, transmit{}});
  else if (semantics == "relay_synapses_first")
    run<exchange_first>(c, result, plasticity{exchange, pool, transmit{}});
  else
    run<one_by_one>(c, result, plasticity{exchange, pool, transmit{}});
}

} // namespace oracle
