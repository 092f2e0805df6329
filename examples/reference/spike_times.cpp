// SPDX-License-Identifier: BSL-1.0
// Spikes that are listed, by times or by steps.
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"in">(2, spike_times{}), record<"in.spikes">());

int main() {
  const std::vector<double> times{1.0, 2.5, 2.5};
  const std::vector<int> neurons{0, 0, 1};
  simulation<network<d>> sim{set<"in">(spike_list::at_times(times, 1_ms, neurons))};
  sim.run(5_ms);
  const auto& spikes = sim["in.spikes"_name];
  for (std::size_t k = 0; k < spikes.size(); ++k)
    std::cout << "neuron " << spikes.neuron(k) << " at " << spikes.time(k) * 1e3 << " ms\n";
  return spikes.size() == 3 && spikes.steps[0] == 10 && spikes.steps[2] == 25 && spikes.neuron(2) == 1 ? 0 : 1;
}
