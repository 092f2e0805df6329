// SPDX-License-Identifier: BSL-1.0
// A controller that holds the firing rate of a population: it reads spikes and writes currents every millisecond.
#include <algorithm>
#include <cortexpr/core.hpp>
#include <iostream>
#include <span>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(100, lif{}, start<"v">(uniform(-70_mV, -50_mV))),
                            drive<"cells.I">(live), record<"cells.spikes">());

int main() {
  simulation<network<d>> loop{seed{1}};
  const std::span<double> current = loop.input<"cells.I">(); // A, one per neuron
  double rate = 0;                                           // Hz, over the last 50 ms or so
  for (int ms = 0; ms < 2000; ++ms) {
    for (double& I : current) I = std::max(0.0, I + 2e-13 * (20 - rate));
    loop.clear_recordings();
    loop.advance(1_ms);
    rate += (10.0 * static_cast<double>(loop.spikes<"cells">().size()) - rate) / 50;
  }
  std::cout << rate << " Hz at " << 1e9 * current[0] << " nA\n";
  return rate > 15 && rate < 25 ? 0 : 1;
}
