// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a setting has a value that its item cannot take
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define VALUE 2_mV
#else
#define VALUE weight(2_mV)
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(given)));

int main() { simulation<network<d>> sim{set<"S.w">(VALUE)}; }
