// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the path of a setting of a family has {} once, where the names stand
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define PATH "{}.V_th"
#else
#define PATH "V_th"
#endif

inline constexpr auto layers = names<"L4E", "L5E">;
constexpr auto d = describe(each<layers>([]<auto name, std::size_t>() { return population<name>(5, lif{}); }));

int main() { simulation<network<d>> sim{set<layers, PATH>(std::array{-50_mV, -52_mV})}; }
