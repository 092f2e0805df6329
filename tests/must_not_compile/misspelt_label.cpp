// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a setting names nothing in this description
// nearest: S
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define LABEL "S.w"
#else
#define LABEL "T.w"
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(1_mV)));

int main() { simulation<network<d>> sim{seed{1}, set<LABEL>(2_mV)}; }
