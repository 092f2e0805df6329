// SPDX-License-Identifier: BSL-1.0
// Dopamine-gated STDP and synapses as targets of synapses, as Brian2 computes them (reference/dopamine_stdp.py).

#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/io/npz.hpp>
#include <string>
#include <vector>

namespace dopamine_stdp_of_brian2 {

using namespace cortexpr;

std::vector<double> recorded(const std::string& name) {
  const std::string here = __FILE__;
  const auto array = load_npz<double>(here.substr(0, here.find_last_of('/')) + "/recorded/dopamine_stdp.npz", name);
  return {array.begin(), array.end()};
}
spike_list spikes(const std::string& name) {
  std::vector<std::int64_t> steps, neurons;
  for (const double step : recorded(name + "_step")) steps.push_back(static_cast<std::int64_t>(step));
  for (const double neuron : recorded(name + "_neuron")) neurons.push_back(static_cast<std::int64_t>(neuron));
  return spike_list::at_steps(steps, neurons);
}
double difference(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  double worst = 0, largest = 0;
  for (std::size_t k = 0; k < found.size(); ++k) {
    worst = std::max(worst, std::abs(found[k] - expected[k]));
    largest = std::max(largest, std::abs(expected[k]));
  }
  return worst / largest;
}

/// Spikes when its teacher says so; u hears the synapses that learn.
struct told {
  template <class I>
  struct state {
    number<I> v = 0, u = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

constexpr auto d =
    describe(population<"in">(5, spike_times{}), population<"teachers">(4, spike_times{}),
             population<"dopamine">(4, spike_times{}), population<"n">(4, told{}),
             projection<"teachers -> n.v">(one_to_one{}, weight(2)),
             projection<"S: in -> n.u">(all_to_all{}, weight(1), delay(given),
                                        plasticity{transmit{}, dopamine_stdp{.tau_pre = 17_ms,
                                                                             .tau_post = 23_ms,
                                                                             .tau_c = 400_ms,
                                                                             .tau_d = 90_ms,
                                                                             .a_pre = 0.5,
                                                                             .a_post = -0.6,
                                                                             .d_0 = 0.02,
                                                                             .w_min = -400,
                                                                             .w_max = 40}}),
             projection<"everywhere: dopamine[0:1] -> S.d">(all_to_all{}, weight(0.25), delay(0.5_ms)),
             projection<"onto targets: dopamine -> S.d">(synapses_onto{one_to_one{}}, weight(0.1), delay(2_ms)),
             projection<"numbered: dopamine -> S.d">(given, weight(given)), record<"n.spikes">(),
             record<"S.w">(every{5_ms}), record<"S.c">(every{5_ms}), record<"S.d">(every{5_ms}));

TEST_CASE("dopamine-gated STDP as Brian2 computes it", "[peers]") {
  const std::vector<int> from{0, 1, 2, 3, 0, 1};
  for (const unsigned team : {1u, 3u}) {
    simulation<network<d>> sim{threads{team, true},
                               cortexpr::set<"in">(spikes("input")),
                               cortexpr::set<"teachers">(spikes("teacher")),
                               cortexpr::set<"dopamine">(spikes("dopamine")),
                               cortexpr::set<"S.delay">(values(recorded("delay"), 0.1_ms)),
                               cortexpr::set<"numbered">(pairs(from, recorded("by_number"))),
                               cortexpr::set<"numbered.w">(values(recorded("weights"), quantity<dim::one>(1)))};
    sim.run(1_s);
    const auto& found = sim["n.spikes"_name];
    CHECK(found.size() > 50);
    CHECK(std::vector<double>(found.steps.begin(), found.steps.end()) == recorded("spike_step"));
    CHECK(std::vector<double>(found.neurons.begin(), found.neurons.end()) == recorded("spike_neuron"));
    CHECK(difference(sim["S.c"_name].values, recorded("c")) < 1e-12);
    CHECK(difference(sim["S.d"_name].values, recorded("d")) < 1e-12);
    CHECK(difference(sim["S.w"_name].values, recorded("w")) < 1e-11);
  }
}

} // namespace dopamine_stdp_of_brian2
