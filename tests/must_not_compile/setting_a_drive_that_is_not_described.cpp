// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a drive is set for an input that the description drives
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(sinusoid{0.1_nA, 5_Hz}), record<"n.v">(),
                            record<"n.spikes">(), population<"m">(1, lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  sim.set<"n.I">(sinusoid{0.2_nA, 5_Hz});
#else
  sim.set<"m.I">(sinusoid{0.2_nA, 5_Hz});
#endif
}
