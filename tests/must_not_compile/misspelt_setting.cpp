// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a setting names nothing in this description
// nearest: V_th
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "out.V_th"
#else
#define NAME "out.V_ht"
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(given)));

int main() { simulation<network<d>> sim{set<"S.w">(1_mV), set<NAME>(-60_mV)}; }
