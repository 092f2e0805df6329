// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule of a projection has a value in another unit than the projection's weights
// nearest: eta
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr inhibitory_stdp rule{.eta = 0.1_nS, .w_max = 10_nS};
#else
constexpr inhibitory_stdp rule{.eta = 0.1_mV, .w_max = 10_nS};
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)),
                            population<"out">(5, synaptic_lif<conductance<exponential>>{}),
                            projection<"in -> out.exc">(all_to_all{}, weight(5_nS), plasticity{transmit{}, rule}));

int main() { simulation<network<d>> sim{seed{1}}; }
