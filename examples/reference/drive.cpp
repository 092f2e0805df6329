// SPDX-License-Identifier: BSL-1.0
// Drives of one input add up: a constant, a sinusoid and a table that comes with the simulation.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(2, lif{}), drive<"cells.I">(0.1_nA),
                            drive<"cells.I">(sinusoid{20_pA, 10_Hz}), drive<"cells.I">(given), record<"cells.v">());

int main() {
  const std::vector<double> rows{0, 0, 50, -50}; // two rows of one value for each neuron
  simulation<network<d>> sim{set<"cells.I">(timed_array(rows, 2, 1_pA, 100_ms))};
  sim.run(250_ms);
  const auto& v = sim["cells.v"_name];
  std::cout << "after 200 ms v is " << v(2000, 0) * 1e3 << " mV and " << v(2000, 1) * 1e3 << " mV\n";
  return std::abs(v(900, 0) - v(900, 1)) == 0 && v(2000, 0) - v(2000, 1) > 9e-3 ? 0 : 1;
}
