// SPDX-License-Identifier: BSL-1.0
// Spike-frequency adaptation: intervals grow.
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"cell">(1, adex{}), drive<"cell.I">(0.8_nA), record<"cell.spikes">());

int main() {
  simulation<network<d>> sim;
  sim.run(1_s);
  const auto& spikes = sim["cell.spikes"_name];
  const double first = spikes.time(1) - spikes.time(0);
  const double last = spikes.time(spikes.size() - 1) - spikes.time(spikes.size() - 2);
  std::cout << spikes.size() << " spikes; first interval " << first * 1e3 << " ms, last " << last * 1e3 << " ms\n";
  return last > 1.5 * first ? 0 : 1;
}
