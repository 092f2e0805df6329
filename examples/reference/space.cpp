// SPDX-License-Identifier: BSL-1.0
// Neurons in space: where they are, as arrays, and who is connected.
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"E">(100, synaptic_lif<current<exponential>>{}, placed(grid(10, 10, 20_um))),
                            projection<"S: E -> E.exc">(within(circle(20_um)).without_autapses(), weight(1_pA)));

int main() {
  const simulation<network<d>> sim{seed{1}};
  const auto where = places<"E">(sim, 1_um);
  const double right = xt::amax(where.x)();
  const std::size_t synapses = connections<"S">(sim).sources.size(); // 2 * 90 pairs of neighbours, both ways
  std::cout << "the sheet ends at " << right << " um; " << synapses << " synapses\n";
  return std::abs(right - 90) < 1e-9 && synapses == 360 ? 0 : 1;
}
