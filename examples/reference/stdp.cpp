// SPDX-License-Identifier: BSL-1.0
// One pair of spikes: the source before the target potentiates by a_pre w_max exp(-distance / tau_pre).
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(
    population<"in">(1, spike_times{}), population<"teacher">(1, spike_times{}), population<"cell">(1, lif{}),
    projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, pair_stdp{.w_max = 10_mV}}),
    projection<"teacher -> cell.v">(all_to_all{}, weight(30_mV)), record<"cell.spikes">());

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{100}, std::vector{0})),
                             set<"teacher">(spike_list::at_steps(std::vector{200}, std::vector{0}))};
  sim.run(50_ms);
  const double distance = sim["cell.spikes"_name].time(0) - 10e-3;
  const double change = sim.get<"S.w">()[0] - 1e-3, expected = 0.01 * 10e-3 * std::exp(-distance / 20e-3);
  std::cout << "w has grown by " << change * 1e6 << " uV; expected: " << expected * 1e6 << " uV\n";
  return std::abs(change - expected) < 1e-9 * expected ? 0 : 1;
}
