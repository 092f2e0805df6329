// SPDX-License-Identifier: BSL-1.0
// A spike moves the membrane potential itself, by the weight; every model has that without a receptor.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"in">(1, spike_times{}), population<"cell">(1, synaptic_lif<delta>{}),
                            projection<"in -> cell.exc">(all_to_all{}, weight(5_mV)),
                            projection<"in -> cell.v">(all_to_all{}, weight(2_mV)), record<"cell.v">());

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{10}, std::vector{0}))};
  sim.run(5_ms);
  const double v = sim["cell.v"_name](11, 0);
  std::cout << "v is " << v * 1e3 << " mV after the spike; expected: -63 mV\n";
  return std::abs(v - -63e-3) < 1e-9 ? 0 : 1;
}
