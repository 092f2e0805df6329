// SPDX-License-Identifier: BSL-1.0
// Under a constant current a lif neuron is a clock whose period is known.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d =
    describe(population<"cell">(1, lif{}, start<"v">(-60_mV)), drive<"cell.I">(0.3_nA), record<"cell.spikes">());

int main() {
  simulation<network<d>> sim;
  sim.run(1_s);
  const auto& spikes = sim["cell.spikes"_name];
  const double period = spikes.time(1) - spikes.time(0);
  // C_m / g_L = 20 ms; v goes from -60 mV towards E_L + I / g_L = -40 mV and spikes above -50 mV.
  const double expected = 20e-3 * std::log((-40.0 - -60.0) / (-40.0 - -50.0));
  std::cout << "a spike every " << period * 1e3 << " ms; expected: " << expected * 1e3 << " ms\n";
  return std::abs(period - expected) <= sim.dt() ? 0 : 1;
}
