// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: sim.input<"n.I">() is where a program writes the input of a live drive; describe drive<"n.I">(live)
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), population<"m">(1, lif{}),
                            drive<"m.I">(live), record<"n.v">(), record<"n.spikes">());

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  sim.input<"m.I">()[0] = 1e-9;
#else
  sim.input<"n.I">()[0] = 1e-9;
#endif
}
