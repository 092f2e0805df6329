// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: sim.send<"in">(neurons) is for a population of spike_times{}, whose spikes come from outside
#include <array>
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), population<"in">(5, spike_times{}));

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  sim.send<"in">(std::array{1, 2});
#else
  sim.send<"n">(std::array{1, 2});
#endif
}
