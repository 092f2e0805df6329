// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: watch_value<"n.v">: the population has no variable of this name
// nearest: v
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "n.v"
#else
#define NAME "n.u"
#endif

constexpr auto d = describe(population<"n">(5, lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms, watch_value<NAME>(-100_mV, 0_mV));
}
