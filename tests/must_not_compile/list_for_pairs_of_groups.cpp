// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: what differs between pairs of groups is a table with a row for each group of sources
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(groups(std::array{group{"E", 4}, group{"I", 1}}), lif{}),
                            projection<"S: n -> n.v">(given, weight(1_mV)));

int main() {
#ifdef OK
  simulation<network<d>> sim{set<"S">(fixed_probabilities(std::vector<std::vector<double>>{{0.1, 0.2}, {0.3, 0.4}}))};
#else
  simulation<network<d>> sim{set<"S">(fixed_probabilities(std::vector{0.1, 0.2, 0.3, 0.4}))};
#endif
}
