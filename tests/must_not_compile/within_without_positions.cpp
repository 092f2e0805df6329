// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: within(...) and fixed_indegree_within(...) connect neurons by their positions, and a population of the projection has none
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;
using cell = synaptic_lif<current<exponential>>;

#ifdef OK
constexpr auto neurons = population<"n">(4, cell{}, placed(grid(2, 2, 10_um)));
#else
constexpr auto neurons = population<"n">(4, cell{});
#endif
constexpr auto d = describe(neurons, projection<"n -> n.exc">(within(circle(10_um)), weight(1_nA)));

int main() { simulation<network<d>> sim{seed{1}}; }
