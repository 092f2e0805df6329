// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection takes as options weight(...), delay(...), plasticity{...}
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr plasticity option{transmit{}, stdp<>{.w_max = 10_mV}};
#else
constexpr stdp<> option{.w_max = 10_mV}; // not in a list
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), option));

int main() { simulation<network<d>> sim{seed{1}}; }
