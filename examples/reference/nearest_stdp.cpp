// SPDX-License-Identifier: BSL-1.0
// Two schemes of neighbours: three spikes of the source, then two of the target.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

// clang-format off
constexpr auto d = describe(
    population<"in">(1, spike_times{}), population<"teacher">(1, spike_times{}), population<"cell">(1, scaled_lif{}),
    projection<"teacher -> cell.v">(all_to_all{}, weight(100_mV)),
    projection<"C: in -> cell.v">(all_to_all{}, weight(1_mV),
                                  plasticity{transmit{}, pre_centered_stdp<>{.w_max = 10_mV}}),
    projection<"R: in -> cell.v">(all_to_all{}, weight(1_mV),
                                  plasticity{transmit{}, restricted_stdp<>{.w_max = 10_mV}}),
    record<"cell.spikes">());
// clang-format on

int main() {
  const std::vector<int> pre{10, 20, 30}, post{39, 139}, all_0{0, 0, 0}, both_0{0, 0};
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(pre, all_0)),
                             set<"teacher">(spike_list::at_steps(post, both_0))};
  sim.run(20_ms);
  const double centred = sim.get<"C.w">()[0] * 1e3, restricted = sim.get<"R.w">()[0] * 1e3;
  // The target spikes a step after its teacher: 1, 2 and 3 ms after the source. The second time has no partner.
  const double x = std::exp(-1. / 20), y = std::exp(-2. / 20), z = std::exp(-3. / 20);
  std::cout << "pre-centred " << centred << " mV, restricted " << restricted << " mV\n";
  return sim["cell.spikes"_name].size() == 2 && std::abs(centred - 1 - 0.1 * (x + y + z)) < 1e-9 &&
                 std::abs(restricted - 1 - 0.1 * x) < 1e-9
             ? 0
             : 1;
}
