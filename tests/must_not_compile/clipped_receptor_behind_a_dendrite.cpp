// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection with a dendritic_delay does not know the receptor when a spike is at the synapse
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr axonal_delay part(1_ms);
#else
constexpr dendritic_delay part(1_ms);
#endif

constexpr auto d = describe(population<"in">(1, spike_times{}), population<"n">(1, scaled_lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), part,
                                                       plasticity{transmit{}, clip_receptor{-70_mV, -60_mV}}));

int main() { simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{1}, std::vector{0}))}; }
