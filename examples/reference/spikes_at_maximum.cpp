// SPDX-License-Identifier: BSL-1.0
// The same neuron twice: spikes at the crossing of the threshold, and at the peak of the action potential.
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"crossing">(1, hodgkin_huxley{}),
                            population<"cell">(1, spikes_at_maximum<hodgkin_huxley>{}), drive<"crossing.I">(0.3_nA),
                            drive<"cell.I">(0.3_nA), record<"crossing.spikes">(), record<"cell.spikes">());

int main() {
  simulation<network<d>> sim{time_step{0.01_ms}};
  sim.run(200_ms);
  const auto &crossings = sim["crossing.spikes"_name], &peaks = sim["cell.spikes"_name];
  const auto later = static_cast<double>(peaks.steps[0] - crossings.steps[0]) * 0.01;
  std::cout << peaks.size() << " spikes, the peak is " << later << " ms after the crossing\n";
  return peaks.size() == crossings.size() && later > 0 && later < 1 ? 0 : 1;
}
