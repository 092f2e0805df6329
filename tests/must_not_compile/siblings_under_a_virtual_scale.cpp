// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule that looks at siblings cannot stand in one list with normalise_always
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr plasticity rules{transmit{}, weight_exchange{.W0 = 5_mV}};
#else
constexpr plasticity rules{transmit{}, weight_exchange{.W0 = 5_mV}, normalise_always{30_mV}};
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), rules));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
