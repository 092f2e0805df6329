// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: stored_as<...> is for projections without plastic rules
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto rules = plasticity(transmit{});
#else
constexpr auto rules = plasticity(transmit{}, stdp<>{.w_max = 10_mV});
#endif

constexpr auto d =
    describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
             projection<"S: in -> out.v">(all_to_all{}, weight(uniform(0_mV, 5_mV)), rules, stored_as<fixed16>{}));

int main() { simulation<network<d>> sim{seed{1}}; }
