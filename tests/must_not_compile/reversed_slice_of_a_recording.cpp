// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a slice in record<"item[begin:end].variable"> has begin < end
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define RECORD record<"n[0:3].v">()
#else
#define RECORD record<"n[3:0].v">()
#endif
constexpr auto d = describe(population<"n">(5, lif{}), RECORD);

int main() { simulation<network<d>> sim{seed{1}}; }
