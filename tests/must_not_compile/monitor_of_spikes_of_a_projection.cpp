// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a monitor of a projection looks at synapses
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ITEM "n"
#else
#define ITEM "S"
#endif
constexpr auto d = describe(population<"n">(5, lif{}), projection<"S: n -> n.v">(all_to_all{}, weight(1_mV)),
                            monitor<"count", ITEM>(spike_count{}));

int main() { simulation<network<d>> sim{seed{1}}; }
