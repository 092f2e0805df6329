// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: sizes, positions, connections and delays are fixed when a network is built
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">(),
                            projection<"S: n -> n.v">(one_to_one{}, weight(1_mV), delay(1_ms)));

int main() {
#ifdef OK
  simulation<network<d>> sim{set<"S">(all_to_all{})};
#else
  simulation<network<d>> sim;
  sim.set<"S">(all_to_all{});
#endif
}
