// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: advance takes a time or a number of steps; write sim.advance(1_ms), or sim.advance(10)
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">());

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  sim.advance(10);
#else
  sim.advance(1e-3);
#endif
}
