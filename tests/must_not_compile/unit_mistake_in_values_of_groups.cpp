// SPDX-License-Identifier: BSL-1.0
// expect: unit mistake
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(groups(std::array{group{"E", 4}, group{"I", 1}}), lif{}));

int main() {
#ifdef OK
  simulation<network<d>> sim{set<"n.V_th">(per_group(std::vector{-50_mV, -51_mV}))};
#else
  simulation<network<d>> sim{set<"n.V_th">(per_group(std::vector{-50_nA, -51_nA}))};
#endif
}
