// SPDX-License-Identifier: BSL-1.0
// The time course of a conductance: exponential kinetics begin at the weight, alpha kinetics reach weight / e
// after tau.
#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

using cell = synaptic<lif, receptor<"fast", conductance<exponential>>, receptor<"slow", conductance<alpha>>>;

constexpr auto d = describe(population<"in">(1, spike_times{}), population<"cell">(1, cell{}),
                            projection<"in -> cell.fast">(all_to_all{}, weight(2_nS)),
                            projection<"in -> cell.slow">(all_to_all{}, weight(2_nS)), record<"cell.fast.g">(),
                            record<"cell.slow.g">());

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{0}, std::vector{0}))};
  sim.run(20_ms);
  const auto fast = sim["cell.fast.g"_name].of_neuron(0), slow = sim["cell.slow.g"_name].of_neuron(0);
  const double after_tau = fast(51), peak = *std::max_element(slow.begin(), slow.end()); // tau = 5 ms, 50 steps
  std::cout << "exponential after tau " << after_tau * 1e9 << " nS, peak of alpha " << peak * 1e9 << " nS\n";
  const double expected = 2e-9 * std::exp(-1.0);
  return std::abs(after_tau - expected) < 1e-3 * expected && std::abs(peak - expected) < 2e-2 * expected ? 0 : 1;
}
