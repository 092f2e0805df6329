// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule that looks at neurons or their positions connects whole populations, not pairs of groups
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(groups(std::array{group{"E", 4}, group{"I", 1}}),
                                            synaptic_lif<current<exponential>>{}, placed(random_in(1_mm, 1_mm))),
                            projection<"n -> n.exc">(given, weight(1_pA)));

int main() {
  constexpr auto rule = fixed_indegree_within(2, circle(2_mm));
#ifdef OK
  simulation<network<d>> sim{set<"n -> n.exc">(rule)};
#else
  simulation<network<d>> sim{set<"n -> n.exc">(between_groups([&](std::size_t, std::size_t) { return rule; }))};
#endif
}
