// SPDX-License-Identifier: BSL-1.0
// Spikes of the target before those of the source lower the weight in proportion to it.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

using cell = synaptic_lif<current<exponential>>;

constexpr auto d = describe(
    population<"in">(1, spike_times{}), population<"teacher">(1, spike_times{}), population<"cell">(1, cell{}),
    projection<"teacher -> cell.v">(all_to_all{}, weight(100_mV)),
    projection<"S: in -> cell.exc">(all_to_all{}, weight(45_pA), dendritic_delay(1.5_ms), coincident_pairs::not_counted,
                                    plasticity{power_law_stdp{.alpha = 0.1, .w_0 = 1_pA}, transmit{}}));

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{100}, std::vector{0})),
                             set<"teacher">(spike_list::at_steps(std::vector{34}, std::vector{0}))};
  sim.run(20_ms); // the target spikes at 3.5 ms, which its synapse sees at 5 ms, the source at 10 ms
  const double w = sim.get<"S.w">()[0], expected = 45e-12 * (1 - 0.01 * std::exp(-5.0 / 20));
  std::cout << "w is " << w * 1e12 << " pA, expected " << expected * 1e12 << " pA\n";
  return std::abs(w - expected) < 1e-24 ? 0 : 1;
}
