// SPDX-License-Identifier: BSL-1.0
// A run that a condition ends, and where its time went.
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(100, lif{}, start<"v">(uniform(-70_mV, -50_mV))),
                            drive<"cells.I">(0.3_nA), record<"cells.spikes">());

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(10_s, stop_when([](auto& s) { return s["cells.spikes"_name].size() >= 1000; }), profiled{});
  std::cout << sim["cells.spikes"_name].size() << " spikes in " << sim.time() << " s\n";
  for (const profile_entry& entry : sim.profile()) std::cout << entry.what << ": " << entry.seconds << " s\n";
  return sim["cells.spikes"_name].size() >= 1000 && sim.time() < 1 && !sim.profile().empty() ? 0 : 1;
}
