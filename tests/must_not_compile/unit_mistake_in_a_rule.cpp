// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule of a projection has a value in another unit than the projection's weights
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr pair_stdp rule{.w_max = 10_nS};
#else
constexpr pair_stdp rule{.w_max = 10_mV}; // weights of a conductance receptor are in siemens
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)),
                            population<"out">(5, synaptic_lif<conductance<exponential>>{}),
                            projection<"in -> out.exc">(all_to_all{}, weight(5_nS), plasticity{transmit{}, rule}));

int main() { simulation<network<d>> sim{seed{1}}; }
