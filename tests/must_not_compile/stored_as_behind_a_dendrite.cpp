// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: stored_as<...> is for projections that only transmit, where a dendritic_delay has no meaning
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr delay part(1_ms);
#else
constexpr dendritic_delay part(1_ms);
#endif

constexpr auto d =
    describe(population<"in">(1, spike_times{}), population<"n">(1, scaled_lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(uniform(0_mV, 1_mV)), part, stored_as<fixed16>{}));

int main() { simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{1}, std::vector{0}))}; }
