// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: sim.spikes<"n">() shows what is recorded; add record<"n.spikes">() to the description
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">(),
                            population<"m">(1, lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  return static_cast<int>(sim.spikes<"n">().size());
#else
  return static_cast<int>(sim.spikes<"m">().size());
#endif
}
