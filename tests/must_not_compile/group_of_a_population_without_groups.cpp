// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the name of a group goes with a population of groups
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "cortex.v"
#else
#define NAME "n.v"
#endif
constexpr auto d =
    describe(population<"n">(5, lif{}), population<"cortex">(groups(std::array{group{"E", 4}, group{"I", 1}}), lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.set<NAME>("E", -60_mV);
}
