// SPDX-License-Identifier: BSL-1.0
// The effect of a spike is the share of its synapse in the incoming weights, whatever their unit and size.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(
    population<"in">(4, spike_times{}), population<"cell">(1, scaled_lif{}),
    projection<"S: in -> cell.v">(all_to_all{}, weight(given), plasticity{transmit_share<>{8_mV}}), record<"cell.v">());

int main() {
  simulation<network<d>> sim{set<"S.w">(values(std::vector{1.0, 2.0, 3.0, 4.0}, 1_mV)),
                             set<"in">(spike_list::at_steps(std::vector{5}, std::vector{3}))};
  sim.run(2_ms);
  const double jump = sim["cell.v"_name](6, 0) - sim["cell.v"_name](5, 0);
  std::cout << "the spike of source 3 moves v by " << jump * 1e3 << " mV; expected: 4 / 10 of 8 mV\n";
  return std::abs(jump - 3.2e-3) < 1e-9 ? 0 : 1;
}
