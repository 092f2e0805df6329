// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule or values for pairs of groups need a population of groups on one side at least
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto size = groups(std::array{group{"E", 4}, group{"I", 1}});
#else
constexpr auto size = 5;
#endif
constexpr auto d = describe(population<"n">(size, lif{}), projection<"n -> n.v">(given, weight(1_mV)));

int main() {
  simulation<network<d>> sim{set<"n -> n.v">(fixed_total_numbers([](std::size_t, std::size_t) { return 3; }))};
}
