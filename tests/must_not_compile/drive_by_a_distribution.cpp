// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: drive<"population.input"> takes a quantity (0.3_nA), sinusoid{0.4_nA, 5_Hz}, given
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.3_nA));
#else
constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(uniform(0_nA, 1_nA)));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
