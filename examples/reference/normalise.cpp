// SPDX-License-Identifier: BSL-1.0
// Three ways to hold the sum of the weights of a target: an operation, a rule at every event, a rule at every
// moment.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <numeric>

using namespace cortexpr;

constexpr auto d = describe(
    population<"in">(50, poisson{}, parameter<"rate">(20_Hz)), population<"cell">(1, lif{}), drive<"cell.I">(0.3_nA),
    projection<"A: in -> cell.v">(all_to_all{}, weight(uniform(0_mV, 1_mV)),
                                  plasticity{transmit{}, pair_stdp{.w_max = 2_mV}}),
    projection<"B: in -> cell.v">(all_to_all{}, weight(uniform(0_mV, 1_mV)),
                                  plasticity{transmit{}, pair_stdp{.w_max = 2_mV}, normalise_on_event{20_mV}}),
    projection<"C: in -> cell.v">(all_to_all{}, weight(uniform(0_mV, 1_mV)),
                                  plasticity{transmit{}, pair_stdp{.w_max = 2_mV}, normalise_always{20_mV}}),
    regularly<"normalise", "A">(every{10_ms}, normalise{20_mV}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run_steps(10'001); // ends with a step in which the operation runs
  const auto sum = [](const auto& w) { return std::accumulate(w.begin(), w.end(), 0.0); };
  const double a = sum(sim.get<"A.w">()), b = sum(sim.get<"B.w">()), c = sum(sim.get<"C.w">());
  std::cout << "sums " << a * 1e3 << ", " << b * 1e3 << " and " << c * 1e3 << " mV; expected: 20 mV\n";
  return std::abs(a - 20e-3) < 1e-3 && std::abs(b - 20e-3) < 1e-3 && std::abs(c - 20e-3) < 1e-12 ? 0 : 1;
}
