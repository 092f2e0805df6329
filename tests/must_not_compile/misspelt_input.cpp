// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: drive<"population.input">: the population's model has no such input
// nearest: I
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define INPUT "n.I"
#else
#define INPUT "n.i"
#endif

constexpr auto d = describe(population<"n">(5, lif{}), drive<INPUT>(0.3_nA));

int main() { simulation<network<d>> sim{seed{1}}; }
