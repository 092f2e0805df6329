// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: dendritic_delay(...) takes a time (1_ms), a distribution of times
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr dendritic_delay back(uniform(0_ms, 1_ms));
#else
constexpr dendritic_delay back("1 ms");
#endif

constexpr auto d = describe(
    population<"in">(1, spike_times{}), population<"n">(1, scaled_lif{}),
    projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), back.rounded(), plasticity{pair_stdp{.w_max = 2_mV}}));

int main() { simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{1}, std::vector{0}))}; }
