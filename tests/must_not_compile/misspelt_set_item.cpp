// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: set<"item.variable"> names no population and no projection
// nearest: out
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "out.v"
#else
#define NAME "oud.v"
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(given)));

int main() {
  simulation<network<d>> sim{seed{1}, set<"S.w">(1_mV)};
  sim.set<NAME>(-60_mV);
}
