// SPDX-License-Identifier: BSL-1.0
// Sources that spike together with a depolarised cell get stronger; others get weaker.
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d =
    describe(population<"in">(2, spike_times{}), population<"teacher">(1, spike_times{}),
             population<"cell">(1, voltage_traces<adex>{}),
             projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV),
                                           plasticity{transmit{}, voltage_stdp{.w_1 = 1_mV, .w_max = 3_mV}}),
             projection<"teacher -> cell.v">(all_to_all{}, weight(30_mV)), record<"cell.spikes">());

int main() {
  // Ten pairs at 20 Hz: source 0 spikes 10 ms before the cell, source 1 10 ms after it.
  std::vector<int> steps, neurons, forced;
  for (int k = 0; k < 10; ++k) {
    steps.insert(steps.end(), {500 * k + 100, 500 * k + 300});
    neurons.insert(neurons.end(), {0, 1});
    forced.push_back(500 * k + 200);
  }
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(steps, neurons)),
                             set<"teacher">(spike_list::at_steps(forced, std::vector<int>(forced.size(), 0)))};
  sim.run(500_ms);
  const auto w = sim.get<"S.w">();
  std::cout << sim["cell.spikes"_name].size() << " spikes; w is " << w[0] * 1e3 << " mV before and " << w[1] * 1e3
            << " mV after the cell\n";
  return w[0] > 1.1e-3 && w[1] < w[0] ? 0 : 1;
}
