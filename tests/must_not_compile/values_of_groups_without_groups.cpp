// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: per_group(...) is for a population of groups
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(groups(std::array{group{"E", 4}, group{"I", 1}}), lif{}));
#else
constexpr auto d = describe(population<"n">(5, lif{}));
#endif

int main() { simulation<network<d>> sim{set<"n.V_th">(per_group(std::vector{-50_mV, -51_mV}))}; }
