// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: between populations with precise_spikes{} a spike adds to the receptor within a step
#include <cortexpr/core.hpp>

using namespace cortexpr;

using cell = synaptic_lif<current<exponential>>;

#ifdef OK
constexpr plasticity rules{transmit{}, short_term{}};
#else
constexpr plasticity rules{transmit{}, clip_receptor{0_pA, 10_pA}};
#endif

constexpr auto d = describe(population<"n">(1, cell{}, precise_spikes{}),
                            projection<"n -> n.exc">(all_to_all{}, weight(1_pA), delay(1_ms), rules));

int main() { simulation<network<d>> sim; }
