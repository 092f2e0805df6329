// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(
    population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
    projection<"S: in -> out.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, pair_stdp{.w_max = 2_mV}}));

int main() {
  simulation<network<d>> sim;
#ifdef OK
  sim.set<"S.w_max">(3_mV);
#else
  sim.set<"S.w_max">(3.0);
#endif
}
