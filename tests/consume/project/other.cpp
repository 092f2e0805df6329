// SPDX-License-Identifier: BSL-1.0
// The same network in a second translation unit: every definition of the library must be inline.
#include "network.hpp"

std::size_t spikes_of_the_other_unit() {
  using namespace cortexpr;
  simulation<network<pair_of_cells>> sim{seed{1}};
  sim.run(0.1_s);
  return sim["b.spikes"_name].size();
}
