// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a value of set<"..."> has another unit than what it sets
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto value = -53_mV;
#else
constexpr auto value = -53;
#endif

constexpr auto d = describe(population<"n">(5, lif{}));

int main() { simulation<network<d>> sim{set<"n.V_th">(value)}; }
