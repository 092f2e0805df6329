// SPDX-License-Identifier: BSL-1.0
#include "network.hpp"

#include <string_view>

#ifdef VERSION_OF_PACKAGE
static_assert(std::string_view(VERSION_OF_PACKAGE) == CORTEXPR_VERSION_STRING);
#endif

int main() {
  using namespace cortexpr;
  simulation<network<pair_of_cells>> sim{seed{1}};
  sim.run(0.1_s);
  const std::size_t here = sim["b.spikes"_name].size();
  return here > 0 && here == spikes_of_the_other_unit() ? 0 : 1;
}
