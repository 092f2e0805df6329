// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: between populations with precise_spikes{} spikes arrive in the order of their times, before
#include <cortexpr/core.hpp>

using namespace cortexpr;

using cell = synaptic_lif<current<exponential>>;

#ifdef OK
constexpr sequential order;
#else
constexpr rules_in_turn order;
#endif

constexpr auto d = describe(population<"n">(1, cell{}, precise_spikes{}),
                            projection<"n -> n.exc">(all_to_all{}, weight(1_pA), delay(1_ms), order));

int main() { simulation<network<d>> sim; }
