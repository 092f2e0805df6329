// SPDX-License-Identifier: BSL-1.0
// Nearly a second of e-prop with every kind of its neurons and rules: what recurrent weights should change by.
#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d =
    describe(population<"in">(20, poisson{}, parameter<"rate">(20_Hz)), population<"cells">(20, eprop_lif{}),
             population<"slow">(20, eprop_alif{}, parameter<"tau_a">(500_ms)), population<"out">(1, leaky_readout{}),
             drive<"out.target">(1.0), projection<"B: out -> cells.L">(all_to_all{}, weight(0.3)),
             projection<"C: out -> slow.L">(all_to_all{}, weight(0.3)),
             projection<"I: in -> cells.v">(
                 all_to_all{}, weight(uniform(0.0, 0.3)),
                 plasticity{transmit{}, adam{.eta = 2e-3, .interval = 200_ms}, eprop{.interval = 200_ms}}),
             projection<"R: cells -> cells.v">(all_to_all{}.without_autapses(), weight(uniform(-0.1, 0.1)),
                                               plasticity{transmit{}, eprop{.eta = 1e-3, .interval = 1_s}}),
             projection<"S: cells -> slow.v">(all_to_all{}, weight(uniform(-0.1, 0.1)),
                                              plasticity{transmit{}, adaptive_eprop{.tau_a = 500_ms}}),
             projection<"O: cells -> out.y">(all_to_all{}, weight(uniform(-0.1, 0.1)),
                                             plasticity{transmit{}, eprop_readout{.eta = 1e-3}}),
             projection<"P: slow -> out.y">(all_to_all{}, weight(uniform(-0.1, 0.1)),
                                            plasticity{transmit{}, eprop_readout{.eta = 1e-3}}),
             record<"out.output">(every{1_ms}));

int main() {
  simulation<network<d>> sim{seed{1}, time_step{1_ms}};
  sim.run(900_ms); // before the first update of the recurrent weights
  double largest = 0;
  for (const double g : sim.get<"R.gradient">()) largest = std::max(largest, std::abs(g));
  std::cout << "largest gradient of a recurrent weight after 0.9 s: " << largest << '\n';
  return largest > 0 ? 0 : 1;
}
