// SPDX-License-Identifier: BSL-1.0
// AMPA and NMDA receptors: on one spike by one projection, and NMDA receptors alone.
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

using cell =
    synaptic<lif, receptor<"ampa", conductance<exponential>>, receptor<"nmda", magnesium_block<conductance<summed>>>>;
constexpr auto d =
    describe(population<"in">(1, spike_times{}), population<"cell">(2, cell{}),
             projection<"N: in -> cell.nmda">(all_to_all{}, weight(0.3_nS), plasticity{nmda{}}),
             projection<"B: in -> cell.ampa">(all_to_all{}, weight(2_nS), plasticity{ampa_and_nmda{.ratio = 0.15}}),
             record<"cell.nmda.g">(), record<"cell.ampa.g">());

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{0}, std::vector{0}))};
  sim.run(50_ms);
  const auto g = sim["cell.nmda.g"_name].of_neuron(1), ampa = sim["cell.ampa.g"_name].of_neuron(1);
  std::cout << "after 50 ms: NMDA " << g(499) * 1e9 << " nS, AMPA " << ampa(499) * 1e9 << " nS\n";
  return g(499) > 0.2e-9 && ampa(499) < 1e-3 * g(499) ? 0 : 1;
}
