// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: coincident_pairs::post_before_pre is for projections without dendritic_delay
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto meetings = coincident_pairs::not_counted;
#else
constexpr auto meetings = coincident_pairs::post_before_pre;
#endif

constexpr auto d = describe(population<"in">(1, spike_times{}), population<"n">(1, scaled_lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), dendritic_delay(1_ms), meetings,
                                                       plasticity{pair_stdp{.w_max = 2_mV}}));

int main() { simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{1}, std::vector{0}))}; }
