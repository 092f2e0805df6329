// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: couple(...) acts in every step, before the integration, and has no spikes
#include <cortexpr/core.hpp>

using namespace cortexpr;

template <class... Options>
constexpr auto junctions(Options... options) {
  return projection<"cells -> cells.I">(all_to_all{}, weight(1_nS), gap_junction{}, options...);
}
#ifdef OK
constexpr auto d = describe(population<"cells">(5, lif{}), junctions());
#else
constexpr auto d = describe(population<"cells">(5, lif{}), junctions(plasticity{pair_stdp{.w_max = 2_nS}}));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
