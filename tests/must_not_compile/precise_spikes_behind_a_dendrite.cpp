// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: between populations with precise_spikes{} a delay is one time
#include <cortexpr/core.hpp>

using namespace cortexpr;

using cell = synaptic_lif<current<exponential>>;

#ifdef OK
constexpr delay wait(2_ms);
constexpr auto d =
    describe(population<"n">(1, cell{}, precise_spikes{}), projection<"n -> n.exc">(all_to_all{}, weight(1_pA), wait));
#else
constexpr auto d =
    describe(population<"n">(1, cell{}, precise_spikes{}),
             projection<"n -> n.exc">(all_to_all{}, weight(1_pA), axonal_delay(1_ms), dendritic_delay(1_ms)));
#endif

int main() { simulation<network<d>> sim; }
