// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: view<"n.v"> names no population of this description
// nearest: n
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">());

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  return sim.view<"n.v">()[0] < 0 ? 0 : 1;
#else
  return sim.view<"m.v">()[0] < 0 ? 0 : 1;
#endif
}
