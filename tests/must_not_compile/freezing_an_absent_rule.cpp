// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the projection has no rule of this type
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d =
    describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
             projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, stdp<>{.w_max = 10_mV}}));

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  sim.freeze<"S", stdp<>>();
#else
  sim.freeze<"S", stdp<multiplicative>>();
#endif
}
