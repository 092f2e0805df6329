// SPDX-License-Identifier: BSL-1.0
// expect: eprop for eprop_lif
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using target = eprop_lif;
#else
using target = lif;
#endif
constexpr auto w = [] {
  if constexpr (std::is_same_v<target, lif>)
    return weight(1_mV);
  else
    return weight(0.1);
}();
constexpr auto d = describe(population<"in">(20, poisson{}), population<"cell">(5, target{}),
                            projection<"S: in -> cell.v">(all_to_all{}, w, plasticity{transmit{}, eprop{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
