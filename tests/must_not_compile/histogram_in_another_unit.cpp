// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define BOUNDS -80_mV, -40_mV
#else
#define BOUNDS -80_pA, -40_pA
#endif

constexpr auto d = describe(population<"n">(5, lif{}), monitor<"n.v_counts", "n">(histogram_of<"v", 10>(BOUNDS)));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
