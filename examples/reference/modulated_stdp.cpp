// SPDX-License-Identifier: BSL-1.0
// A pair leaves an eligibility; the weight moves only while there is a signal.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(
    population<"in">(1, spike_times{}), population<"teacher">(1, spike_times{}), population<"cell">(1, lif{}),
    projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, modulated_stdp{.w_max = 10_mV}}),
    projection<"teacher -> cell.v">(all_to_all{}, weight(30_mV)), record<"cell.spikes">());

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{100}, std::vector{0})),
                             set<"teacher">(spike_list::at_steps(std::vector{200}, std::vector{0}))};
  sim.run(100_ms);
  const double before = sim.get<"S.w">()[0];
  sim.set<"S.signal">(1.0); // a reward
  sim.run(100_ms);
  const double after = sim.get<"S.w">()[0];
  std::cout << "w is " << before * 1e3 << " mV without a signal, " << after * 1e3 << " mV with one\n";
  return before == 1e-3 && after > 1e-3 ? 0 : 1;
}
