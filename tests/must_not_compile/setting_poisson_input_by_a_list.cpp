// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: sim.set<"n.exc.rate">(...) and "n.exc.w" of a Poisson input take one value for all neurons
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">(),
                            poisson_input<"n.v">(1_kHz, weight(1_mV)));

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  sim.set<"n.v.rate">(2_kHz);
#else
  sim.set<"n.v.rate">(values(std::vector<double>(5, 2.0), 1_kHz));
#endif
}
