// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: between populations with precise_spikes{} every projection has a delay of at least one step
#include <cortexpr/core.hpp>

using namespace cortexpr;

using cell = synaptic_lif<current<exponential>>;

#ifdef OK
constexpr delay wait(1_ms);
#else
constexpr delay wait(0_ms);
#endif

constexpr auto d =
    describe(population<"n">(1, cell{}, precise_spikes{}), projection<"n -> n.exc">(all_to_all{}, weight(1_pA), wait));

int main() { simulation<network<d>> sim; }
