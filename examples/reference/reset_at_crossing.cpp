// SPDX-License-Identifier: BSL-1.0
// Adaptive exponential neurons, reset where they cross the threshold: with Runge and Kutta's rule of order 4.
#include <cortexpr/core.hpp>
#include <cstdio>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(100, adex{}, reset_at_crossing<rk4>{}), drive<"cells.I">(1_nA),
                            record<"cells.spikes">());

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(100_ms);
  const std::size_t spikes = sim["cells.spikes"_name].size();
  std::printf("%zu spikes\n", spikes);
  return spikes > 0 && spikes % 100 == 0 ? 0 : 1;
}
