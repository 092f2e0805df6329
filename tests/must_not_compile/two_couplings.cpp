// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection takes one couple(...)
#include <cortexpr/core.hpp>

using namespace cortexpr;

template <class... Options>
constexpr auto junctions(Options... options) {
  return projection<"cells -> cells.I">(all_to_all{}, weight(1_nS), gap_junction{}, options...);
}
#ifdef OK
constexpr auto d = describe(population<"cells">(5, lif{}), junctions());
#else
constexpr auto d = describe(population<"cells">(5, lif{}), junctions(gap_junction{}));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
