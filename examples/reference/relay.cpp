// SPDX-License-Identifier: BSL-1.0
// A relay passes on three spikes of one step as three spikes.
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

// clang-format off
constexpr auto d = describe(
    population<"in">(3, spike_times{}), population<"relay">(1, relay{}),
    projection<"in -> relay.n">(all_to_all{}, weight(1.0), delay(0.4_ms)),
    projection<"relay -> cells.v">(all_to_all{}, weight(2_mV), delay(1_ms)),
    population<"cells">(1, scaled_lif{}), record<"relay.spikes">());
// clang-format on

int main() {
  const std::vector<int> steps{10, 10, 10}, neurons{0, 1, 1};
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(steps, neurons))};
  sim.run(5_ms);
  const auto& spikes = sim["relay.spikes"_name];
  std::cout << spikes.size() << " spikes at " << 1e3 * spikes.time(0) << " ms\n";
  return spikes.size() == 3 ? 0 : 1;
}
