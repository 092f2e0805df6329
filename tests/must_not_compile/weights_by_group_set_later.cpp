// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: values by group have no place there: per_group(...) is for a population of groups
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(groups(std::array{group{"E", 4}, group{"I", 1}}), lif{}),
                            projection<"S: n -> n.v">(all_to_all{}, weight(uniform(0_mV, 1_mV))));

int main() {
  simulation<network<d>> sim;
#ifdef OK
  sim.set<"S.w">(per_pair(std::vector<std::vector<decltype(1_mV)>>{{1_mV, 2_mV}, {3_mV, 4_mV}}));
#else
  sim.set<"S.w">(per_group(std::vector{1_mV, 2_mV}));
#endif
}
