// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the dendritic delays of a projection are `given`: add set<"label.dendritic_delay">(value)
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"in">(1, spike_times{}), population<"n">(1, scaled_lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), dendritic_delay(given),
                                                       plasticity{pair_stdp{.w_max = 2_mV}}));

int main() {
#ifdef OK
  simulation<network<d>> sim{set<"S.dendritic_delay">(1_ms)};
#else
  simulation<network<d>> sim{};
#endif
}
