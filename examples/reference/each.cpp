// SPDX-License-Identifier: BSL-1.0
// A function of the user's own between steps: the threshold rises while the simulation runs.
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(100, lif{}, start<"v">(uniform(-70_mV, -50_mV))),
                            drive<"cells.I">(0.3_nA), record<"cells.spikes">());

int main() {
  simulation<network<d>> sim{seed{1}};
  quantity<dim::volt> goal = -52_mV;
  sim.run(1_s, each(every{100_ms}, [&](auto& s) { s.template set<"cells.V_th">(goal), goal += 1_mV; }));
  return sim.get<"cells.V_th">()[0] > -0.0431 ? 0 : 1;
}
