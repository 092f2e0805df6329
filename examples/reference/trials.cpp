// SPDX-License-Identifier: BSL-1.0
// Five currents, five trials; then noise that differs in a network that is the same.
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d =
    describe(population<"cells">(50, synaptic_lif<conductance<exponential>>{}, start<"v">(uniform(-70_mV, -60_mV))),
             projection<"S: cells -> cells.exc">(fixed_probability{0.1}, weight(0.5_nS), delay(1_ms)),
             poisson_input<"cells.exc">(1_kHz, weight(0.5_nS)), drive<"cells.I">(0.1_nA), record<"cells.spikes">());
using net = network<d>;

int main() {
  const std::vector<double> currents{0.1, 0.2, 0.3, 0.4, 0.5};
  trials<net> sweep(5, seed{1}, vary<"cells.I">(values(currents, 1_nA)));
  sweep.run(1_s, progress::bar());
  for (std::size_t k = 0; k < sweep.size(); ++k)
    std::cout << sweep.name(k) << ": " << sweep[k]["cells.spikes"_name].size() << " spikes\n";

  std::vector<double> last_v(5);
  sweep.each([&](auto& sim, std::size_t k) { sim.run(100_ms), last_v[k] = sim.template get<"cells.v">()[0]; });

  // A trial is the simulation of its seed and values.
  simulation<net> sim{seed{45}, structure_seed{1}, set<"cells.I">(0.4_nA)};
  trials<net> noise(10, seed{40}, structure_seed{1}, set<"cells.I">(0.4_nA));
  noise.run(1_s);
  sim.run(1_s);
  const bool same = sim.state() == noise[5].state();
  return same && last_v[4] != 0 ? 0 : 1;
}
