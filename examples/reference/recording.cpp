// SPDX-License-Identifier: BSL-1.0
// What recordings hold: spikes, a rate in bins, and values of chosen neurons over time.
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d =
    describe(population<"cells">(10, lif{}, start<"v">(uniform(-70_mV, -60_mV))), drive<"cells.I">(0.3_nA),
             record<"cells.spikes">(), record<"cells.rate">(every{100_ms}), record<"cells.v">(every{1_ms}, only{4, 7}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_s);
  const auto& spikes = sim["cells.spikes"_name];
  const auto& rate = sim["cells.rate"_name];
  std::cout << spikes.size() << " spikes, the first one of neuron " << spikes.neuron(0) << " at " << spikes.time(0)
            << " s; " << rate(0) << " Hz in the bin that begins at " << rate.time(0) << " s\n";
  const auto& v = sim["cells.v"_name];
  const double of_four = v(500, 0);            // of the first recorded neuron, number v.which[0]
  const double of_seven = v.of_neuron(7)(500); // of neuron 7
  std::cout << "at " << v.time(500) << " s: " << of_four * 1e3 << " mV and " << of_seven * 1e3 << " mV\n";
  return spikes.size() > 600 && rate.size() == 10 && v.which[0] == 4 && of_seven == v(500, 1) ? 0 : 1;
}
