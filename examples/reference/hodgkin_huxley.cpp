// SPDX-License-Identifier: BSL-1.0
// A Hodgkin-Huxley neuron with two receptors; a spike overshoots 0 mV although nothing resets the potential.
#include <algorithm>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

using cell = synaptic<hodgkin_huxley, conductance<exponential>, conductance<exponential>>;

constexpr auto d =
    describe(population<"cell">(1, cell{}), drive<"cell.I">(0.3_nA), record<"cell.v">(), record<"cell.spikes">());

int main() {
  simulation<network<d>> sim;
  sim.run(200_ms);
  const auto v = sim["cell.v"_name].of_neuron(0);
  const double highest = *std::max_element(v.begin(), v.end());
  std::cout << sim["cell.spikes"_name].size() << " spikes, the highest potential is " << highest * 1e3 << " mV\n";
  return highest > 0 && sim["cell.spikes"_name].size() > 2 ? 0 : 1;
}
