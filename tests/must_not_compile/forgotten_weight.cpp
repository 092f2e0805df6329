// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection needs exactly one weight(...)
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
#ifdef OK
                            projection<"in -> out.v">(all_to_all{}, weight(1_mV), delay(1_ms)));
#else
                            projection<"in -> out.v">(all_to_all{}, delay(1_ms)));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
