// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection cannot end at a source: it has no receptors and no variables
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ROUTE "in -> out.v"
#else
#define ROUTE "out -> in.v"
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<ROUTE>(all_to_all{}, weight(1_mV)));

int main() { simulation<network<d>> sim{seed{1}}; }
