// SPDX-License-Identifier: BSL-1.0
// Weights onto a silent neuron grow with tau_w; weights that decay go to their rest with tau.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

using cell = synaptic_lif<conductance<exponential>>;

constexpr auto d = describe(
    population<"in">(1, spike_times{}), population<"cell">(1, cell{}),
    projection<"S: in -> cell.exc">(all_to_all{}, weight(1_nS),
                                    plasticity{transmit{}, homeostatic_scaling{.goal = 3_Hz, .tau_w = 10_s}}),
    projection<"T: in -> cell.exc">(all_to_all{}, weight(1_nS), plasticity{transmit{}, weight_decay{.tau = 10_s}}));

int main() {
  simulation<network<d>> sim;
  sim.run(5_s);
  const double grown = sim.get<"S.w">()[0], decayed = sim.get<"T.w">()[0];
  std::cout << "w has grown to " << grown * 1e9 << " nS and decayed to " << decayed * 1e9
            << " nS; expected: " << std::exp(0.5) << " nS, " << std::exp(-0.5) << " nS\n";
  return std::abs(grown - std::exp(0.5) * 1e-9) < 1e-11 && std::abs(decayed - std::exp(-0.5) * 1e-9) < 1e-11 ? 0 : 1;
}
