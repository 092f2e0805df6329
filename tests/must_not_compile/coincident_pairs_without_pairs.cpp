// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection has coincident_pairs::..., but no rule that looks at spikes of the target
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr plasticity rules{transmit{}, pair_stdp{.w_max = 2_mV}};
#else
constexpr plasticity rules{transmit{}};
#endif
constexpr auto d =
    describe(population<"in">(20, poisson{}), population<"n">(5, lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), coincident_pairs::not_counted, rules));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
