// SPDX-License-Identifier: BSL-1.0
// A scaled_lif neuron has no current: 30 mV is the potential to which its input alone raises it above rest.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"cell">(1, scaled_lif{}, start<"v">(-60_mV), parameter<"tau_m">(10_ms)),
                            drive<"cell.I">(30_mV), record<"cell.spikes">());

int main() {
  simulation<network<d>> sim;
  sim.run(1_s);
  const auto& spikes = sim["cell.spikes"_name];
  const double period = spikes.time(1) - spikes.time(0);
  // v goes from -60 mV towards E_L + I = -40 mV and spikes above -50 mV.
  const double expected = 10e-3 * std::log((-40.0 - -60.0) / (-40.0 - -50.0));
  std::cout << "a spike every " << period * 1e3 << " ms; expected: " << expected * 1e3 << " ms\n";
  return std::abs(period - expected) <= sim.dt() ? 0 : 1;
}
