// SPDX-License-Identifier: BSL-1.0
// A pair leaves an eligibility; a spike of dopamine, half a second later, turns it into weight.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(
    population<"in">(1, spike_times{}), population<"teacher">(1, spike_times{}),
    population<"dopamine">(1, spike_times{}), population<"cell">(1, lif{}),
    projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, dopamine_stdp{.w_max = 4_mV}}),
    projection<"reward: dopamine -> S.d">(all_to_all{}, weight(0.5), delay(1_ms)),
    projection<"P: cell -> S.d">(synapses_onto{one_to_one{}}, weight(0.5)),
    projection<"teacher -> cell.v">(all_to_all{}, weight(30_mV)));

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{100}, std::vector{0})),
                             set<"teacher">(spike_list::at_steps(std::vector{200}, std::vector{0})),
                             set<"dopamine">(spike_list::at_steps(std::vector{5000}, std::vector{0}))};
  sim.set<"P.w">(0.0); // no reward without the dopamine neuron
  sim.run(500_ms);
  const double before = sim.get<"S.w">()[0];
  sim.run(500_ms);
  const double after = sim.get<"S.w">()[0];
  std::cout << "w is " << before * 1e3 << " mV before the reward, " << after * 1e3 << " mV after it\n";
  return before == 1e-3 && after > 1e-3 ? 0 : 1;
}
