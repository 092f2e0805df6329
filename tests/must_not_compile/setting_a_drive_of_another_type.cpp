// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: sim.set<"n.I">(...) of a driven input takes a drive of the type that the description has
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">());

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  sim.set<"n.I">(0.2_nA);
#else
  sim.set<"n.I">(sinusoid{0.2_nA, 5_Hz});
#endif
}
