// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a setting names nothing in this description
// nearest: L5E
#include <cortexpr/core.hpp>

using namespace cortexpr;

inline constexpr auto layers = names<"L4E", "L5E">;
#ifdef OK
inline constexpr auto set_layers = names<"L4E", "L5E">;
#else
inline constexpr auto set_layers = names<"L4E", "L5EE">;
#endif

constexpr auto d = describe(each<layers>([]<auto name, std::size_t>() { return population<name>(5, lif{}); }));

int main() { simulation<network<d>> sim{set<set_layers>(std::array{10, 20})}; }
