// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the kernel of fixed_indegree_within returns a number, in proportion to which sources are drawn
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define PEAK 1.0
#else
#define PEAK 1_nA
#endif
constexpr auto d = describe(
    population<"n">(4, synaptic_lif<current<exponential>>{}, placed(grid(2, 2, 10_um))),
    projection<"n -> n.exc">(fixed_indegree_within(2, circle(20_um), gaussian_kernel(PEAK, 10_um)), weight(1_nA)));

int main() { simulation<network<d>> sim{seed{1}}; }
