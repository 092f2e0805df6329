// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: the delay of a projection is no time; write delay(1_ms)
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define DELAY 1_ms
#else
#define DELAY 1_mV
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"in -> out.v">(all_to_all{}, weight(1_mV), delay(DELAY)));

int main() { simulation<network<d>> sim{seed{1}}; }
