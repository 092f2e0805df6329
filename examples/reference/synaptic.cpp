// SPDX-License-Identifier: BSL-1.0
// Receptors with names of their own. A spike raises the variable of its receptor by the weight.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

using cell = synaptic<lif, receptor<"ampa", conductance<exponential>>, receptor<"gaba", conductance<alpha>>>;

constexpr auto d = describe(population<"in">(1, spike_times{}),
                            population<"cell">(1, cell{}, parameter<"ampa.tau">(2_ms), parameter<"gaba.E">(-75_mV)),
                            projection<"in -> cell.ampa">(all_to_all{}, weight(3_nS)),
                            projection<"in -> cell.gaba">(all_to_all{}, weight(1_nS)), record<"cell.ampa.g">(),
                            record<"cell.gaba.s">());

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{10}, std::vector{0}))};
  sim.run(5_ms);
  const double g = sim["cell.ampa.g"_name](11, 0), s = sim["cell.gaba.s"_name](11, 0);
  std::cout << "ampa.g " << g * 1e9 << " nS, gaba.s " << s * 1e9 << " nS\n";
  return std::abs(g - 3e-9) < 1e-15 && std::abs(s - 1e-9) < 1e-15 ? 0 : 1;
}
