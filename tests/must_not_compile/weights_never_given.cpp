// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the weights of a projection are `given`: add set<"label.w">(value)
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define SETTINGS , set<"S.w">(1_mV)
#else
#define SETTINGS
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(given)));

int main() { simulation<network<d>> sim{seed{1} SETTINGS}; }
