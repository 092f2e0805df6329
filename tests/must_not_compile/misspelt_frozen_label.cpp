// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: freeze and thaw name no projection of this description
// nearest: learns
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "learns"
#else
#define NAME "learn"
#endif

constexpr auto d = describe(
    population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
    projection<"learns: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, stdp<>{.w_max = 10_mV}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.freeze<NAME, stdp<>>();
}
