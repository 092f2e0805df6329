// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the function of connected_if and where says whether a pair is connected, true or false
#include <cortexpr/core.hpp>

using namespace cortexpr;
using cell = synaptic_lif<current<exponential>>;

constexpr auto chance = [](auto, auto, auto pre, auto post) { return exp(-distance(pre, post) / 100_um); };
#ifdef OK
constexpr auto rule = all_to_all{} | with_probability(chance);
#else
constexpr auto rule = connected_if(chance);
#endif
constexpr auto d =
    describe(population<"n">(5, cell{}, placed(grid(5, 1, 10_um))), projection<"n -> n.exc">(rule, weight(1_nA)));

int main() { simulation<network<d>> sim{seed{1}}; }
