// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a slice in regularly<"name", "item[begin:end]"> has begin < end
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ITEM "n[0:3]"
#else
#define ITEM "n[3:3]"
#endif
constexpr auto d =
    describe(population<"n">(5, lif{}), regularly<"kick", ITEM>(every{1_ms}, [](auto& n) { n["v"_name] = -60_mV; }));

int main() { simulation<network<d>> sim{seed{1}}; }
