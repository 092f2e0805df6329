// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a slice in drive<"population[begin:end].input"> has begin < end
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define DRIVE drive<"n[0:3].I">(0.1_nA)
#else
#define DRIVE drive<"n[3:0].I">(0.1_nA)
#endif
constexpr auto d = describe(population<"n">(5, lif{}), DRIVE);

int main() { simulation<network<d>> sim{seed{1}}; }
