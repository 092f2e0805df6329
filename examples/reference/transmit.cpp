// SPDX-License-Identifier: BSL-1.0
// Transmission and a bound for what arrives: clip_receptor holds the conductance in its band at every arrival.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

using cell = synaptic_lif<conductance<exponential>>;

constexpr auto d = describe(
    population<"in">(10, spike_times{}), population<"cell">(1, cell{}),
    projection<"in -> cell.exc">(all_to_all{}, weight(1_nS), plasticity{transmit{}, clip_receptor{0_nS, 4_nS}}),
    record<"cell.exc.g">());

int main() {
  const std::vector<int> steps(10, 5), neurons{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(steps, neurons))};
  sim.run(5_ms);
  const double g = sim["cell.exc.g"_name](6, 0);
  std::cout << "g is " << g * 1e9 << " nS after ten spikes; expected: 4 nS\n";
  return std::abs(g - 4e-9) < 1e-15 ? 0 : 1;
}
