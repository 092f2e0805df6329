// SPDX-License-Identifier: BSL-1.0
// Voltage-based STDP onto adaptive exponential neurons: spikes, potentials and weights as Brian2 computes them
// (reference/voltage_stdp.py).

#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/io/npz.hpp>
#include <string>
#include <vector>

namespace voltage_stdp_of_brian2 {

using namespace cortexpr;

std::vector<double> recorded(const std::string& name) {
  const std::string here = __FILE__;
  const auto array = load_npz<double>(here.substr(0, here.find_last_of('/')) + "/recorded/voltage_stdp.npz", name);
  return {array.begin(), array.end()};
}

/// The largest difference, in units of the largest number.
double difference(const std::vector<double>& found, const std::vector<double>& expected, double unit = 1) {
  REQUIRE(found.size() == expected.size());
  double worst = 0, largest = 0;
  for (std::size_t k = 0; k < found.size(); ++k) {
    worst = std::max(worst, std::abs(found[k] / unit - expected[k]));
    largest = std::max(largest, std::abs(expected[k]));
  }
  return worst / largest;
}

constexpr auto d = describe(
    population<"in">(10, spike_times{}), population<"n">(3, voltage_traces<adex>{}, rk2{}), drive<"n.I">(given),
    projection<"S: in -> n.v">(all_to_all{}, weight(0.5_mV), delay(given),
                               plasticity{transmit{}, voltage_stdp{.w_1 = 0.5_mV, .w_max = 1.5_mV}}),
    record<"n.spikes">(), record<"S.w">(every{10_ms}), record<"n.v">(every{10_ms}), record<"n.u_plus">(every{10_ms}),
    record<"n.u_homeo">(every{10_ms}));

TEST_CASE("voltage-based STDP as Brian2 computes it", "[peers]") {
  std::vector<std::int64_t> steps, sources;
  for (const double step : recorded("input_step")) steps.push_back(static_cast<std::int64_t>(step));
  for (const double source : recorded("input_source")) sources.push_back(static_cast<std::int64_t>(source));
  simulation<network<d>> sim{cortexpr::set<"in">(spike_list::at_steps(steps, sources)),
                             cortexpr::set<"S.delay">(values(recorded("delay"), 0.1_ms)),
                             cortexpr::set<"n.I">(timed_array(recorded("current"), 3, 1_nA, 1_s))};
  sim.run(600_ms);
  const auto& spikes = sim["n.spikes"_name];
  CHECK(spikes.size() > 20);
  CHECK(std::vector<double>(spikes.steps.begin(), spikes.steps.end()) == recorded("spike_step"));
  CHECK(std::vector<double>(spikes.neurons.begin(), spikes.neurons.end()) == recorded("spike_neuron"));
  CHECK(difference(sim["S.w"_name].values, recorded("w"), 0.5e-3) < 1e-9);
  CHECK(difference(sim["n.v"_name].values, recorded("v")) < 1e-9);
  CHECK(difference(sim["n.u_plus"_name].values, recorded("u_plus")) < 1e-9);
  CHECK(difference(sim["n.u_homeo"_name].values, recorded("u_homeo")) < 1e-9);
}

} // namespace voltage_stdp_of_brian2
