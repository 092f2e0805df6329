// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: beside dendritic_delay(...) write axonal_delay(...) for the other part
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr axonal_delay there(1_ms);
#else
constexpr delay there(1_ms); // the whole, or a part?
#endif

constexpr auto d = describe(population<"in">(1, spike_times{}), population<"n">(1, scaled_lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), there, dendritic_delay(1_ms),
                                                       plasticity{pair_stdp{.w_max = 2_mV}}));

int main() { simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{1}, std::vector{0}))}; }
