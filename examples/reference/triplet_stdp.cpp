// SPDX-License-Identifier: BSL-1.0
// Potentiation by a triplet: in the minimal model it takes a second spike of the target.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto bounded_triplets = [] {
  auto rule = minimal_triplet;
  rule.w_max = 10_mV;
  return rule;
}();

constexpr auto d =
    describe(population<"in">(1, spike_times{}), population<"teacher">(1, spike_times{}), population<"cell">(1, lif{}),
             projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, bounded_triplets}),
             projection<"teacher -> cell.v">(all_to_all{}, weight(30_mV)), record<"cell.spikes">());

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{100}, std::vector{0})),
                             set<"teacher">(spike_list::at_steps(std::vector{150, 250}, std::vector{0, 0}))};
  sim.run(20_ms);
  const double after_one = sim.get<"S.w">()[0] - 1e-3;
  sim.run(20_ms);
  const auto& spikes = sim["cell.spikes"_name];
  const double change = sim.get<"S.w">()[0] - 1e-3, from_source = spikes.time(1) - 10e-3;
  const double between = spikes.time(1) - spikes.time(0);
  const double expected = 10e-3 * std::exp(-from_source / 16.8e-3) * 6.5e-3 * std::exp(-between / 114e-3);
  std::cout << "w has grown by " << after_one * 1e6 << " uV, then by " << change * 1e6 << " uV; expected: 0 uV, "
            << expected * 1e6 << " uV\n";
  return after_one == 0 && std::abs(change - expected) < 1e-9 * expected ? 0 : 1;
}
