// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule of a projection is for other neurons: they do not have several variables
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using target = voltage_traces<adex>;
#else
using target = adex;
#endif
constexpr auto d =
    describe(population<"in">(20, poisson{}), population<"cell">(5, target{}),
             projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV),
                                           plasticity{transmit{}, voltage_stdp{.w_1 = 1_mV, .w_max = 3_mV}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
