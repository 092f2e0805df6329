// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: values by group have no place there: per_group(...) is for a population of groups
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(groups(std::array{group{"E", 4}, group{"I", 1}}), lif{}),
                            projection<"S: n -> n.v">(all_to_all{}, weight(uniform(0_mV, 1_mV)),
                                                      plasticity{transmit{}, pair_stdp{.w_max = 1_mV}}));

int main() {
#ifdef OK
  simulation<network<d>> sim{set<"S.a_pre">(0.1)};
#else
  simulation<network<d>> sim{set<"S.a_pre">(per_group(std::vector{0.1, 0.2}))};
#endif
}
