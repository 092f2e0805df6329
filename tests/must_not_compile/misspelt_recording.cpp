// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: nothing of this name is recorded; add record<"...">() to the description
// nearest: cells.spikes
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(5, lif{}), record<"cells.spikes">());

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
#ifdef OK
  return static_cast<int>(sim["cells.spikes"_name].size());
#else
  return static_cast<int>(sim["cell.spikes"_name].size());
#endif
}
