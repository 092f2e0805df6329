// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the population has no variable and no parameter of this name
// nearest: v
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "out.v"
#else
#define NAME "out.u"
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(1_mV)));

int main() {
  simulation<network<d>> sim{seed{1}};
  return static_cast<int>(sim.get<NAME>().size());
}
