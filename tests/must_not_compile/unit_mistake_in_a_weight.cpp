// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: the weight of a projection or of a Poisson input has another unit than the receptor
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto strength = 15_nS;
#else
constexpr auto strength = 15_mV; // a conductance receptor takes siemens
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)),
                            population<"out">(5, synaptic_lif<conductance<alpha>>{}),
                            projection<"in -> out.exc">(all_to_all{}, weight(strength)));

int main() { simulation<network<d>> sim{seed{1}}; }
