// SPDX-License-Identifier: BSL-1.0
// Two neurons that excite and inhibit each other, at steps of 1 ms and of 0.01 ms: the same spikes.
#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

using cell = synaptic_lif<current<exponential>, current<alpha>>;

constexpr auto d = describe(population<"cells">(2, cell{}, precise_spikes{}), drive<"cells.I">(0.3_nA),
                            projection<"cells[0:1] -> cells[1:2].exc">(all_to_all{}, weight(50_pA), delay(2_ms)),
                            projection<"cells[1:2] -> cells[0:1].inh">(all_to_all{}, weight(-80_pA), delay(1_ms)),
                            record<"cells.spikes">());

std::vector<double> times(quantity<dim::second> step) {
  simulation<network<d>> sim{time_step{step}};
  sim.run(1_s);
  const auto& spikes = sim["cells.spikes"_name];
  std::vector<double> all;
  for (std::size_t k = 0; k < spikes.size(); ++k) all.push_back(spikes.time(k));
  std::sort(all.begin(), all.end()); // within a step they stand by neuron
  return all;
}

int main() {
  const auto coarse = times(1_ms), fine = times(0.01_ms);
  double worst = coarse.size() == fine.size() ? 0 : 1;
  for (std::size_t k = 0; k < std::min(coarse.size(), fine.size()); ++k)
    worst = std::max(worst, std::abs(coarse[k] - fine[k]));
  std::cout << coarse.size() << " spikes, at most " << worst << " s apart\n";
  return worst < 1e-11 ? 0 : 1;
}
