// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the source of a route is no population of this description
// nearest: in
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ROUTE "in -> out.v"
#else
#define ROUTE "input -> out.v"
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<ROUTE>(all_to_all{}, weight(1_mV)));

int main() { simulation<network<d>> sim{seed{1}}; }
