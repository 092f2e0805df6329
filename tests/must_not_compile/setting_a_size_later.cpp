// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: sizes, positions, connections and delays are fixed when a network is built
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">());

int main() {
#ifdef OK
  simulation<network<d>> sim{set<"n">(6)};
#else
  simulation<network<d>> sim;
  sim.set<"n">(6);
#endif
}
