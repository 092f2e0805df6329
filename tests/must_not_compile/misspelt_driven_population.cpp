// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: drive<"population.input"> names no population of this description
// nearest: n
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define INPUT "n.I"
#else
#define INPUT "m.I"
#endif

constexpr auto d = describe(population<"n">(5, lif{}), drive<INPUT>(0.3_nA));

int main() { simulation<network<d>> sim{seed{1}}; }
