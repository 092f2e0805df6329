// SPDX-License-Identifier: BSL-1.0
// An arrival far from spikes of the target lowers the weight by 2 rho_0 tau eta.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

using cell = synaptic_lif<conductance<exponential>, conductance<exponential>>;

constexpr auto d =
    describe(population<"in">(1, spike_times{}), population<"cell">(1, cell{}),
             projection<"S: in -> cell.inh">(all_to_all{}, weight(5_nS),
                                             plasticity{transmit{}, inhibitory_stdp{.eta = 0.1_nS, .w_max = 10_nS}}));

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{10}, std::vector{0}))};
  sim.run(50_ms);
  const double w = sim.get<"S.w">()[0];
  std::cout << "w is " << w * 1e9 << " nS; expected: 5 nS - 2 * 5 Hz * 20 ms * 0.1 nS\n";
  return std::abs(w - 4.98e-9) < 1e-15 ? 0 : 1;
}
