// SPDX-License-Identifier: BSL-1.0
// expect: of a driven input takes one value, 0.2_nA, where the description has
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"cortex">(groups(given), lif{}), drive<"cortex.I">(given));

int main() {
  simulation<network<d>> sim{set<"cortex">(groups(std::vector{group{"E", 3}, group{"I", 2}})),
                             set<"cortex.I">(per_group(std::vector{0.1_nA, 0.2_nA}))};
#ifdef OK
  sim.set<"cortex.I">("E", 0.2_nA);
#else
  sim.set<"cortex.I">("E", uniform(0.1_nA, 0.2_nA));
#endif
}
