// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: dendritic_delay(...) takes one time for all synapses
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr dendritic_delay back = dendritic_delay(1_ms);
#else
constexpr dendritic_delay back = dendritic_delay(uniform(0_ms, 1_ms));
#endif

constexpr auto d =
    describe(population<"in">(1, spike_times{}), population<"n">(1, scaled_lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), axonal_delay(uniform(0_ms, 1_ms)).rounded(), back,
                                        plasticity{pair_stdp{.w_max = 2_mV}}));

int main() { simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{1}, std::vector{0}))}; }
