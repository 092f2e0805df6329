// SPDX-License-Identifier: BSL-1.0
// Depression: the first spike uses half of the resources, which come back with 800 ms.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"in">(1, spike_times{}), population<"cell">(1, scaled_lif{}),
                            projection<"in -> cell.v">(all_to_all{}, weight(4_mV), plasticity{short_term{.U = 0.5}}),
                            record<"cell.v">());

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{0, 1000}, std::vector{0, 0}))};
  sim.run(200_ms);
  const auto v = sim["cell.v"_name].of_neuron(0);
  const double first = v(1) - v(0), second = v(1001) - v(1000);
  const double resources = 1 - 0.5 * std::exp(-100.0 / 800);
  std::cout << "effects " << first * 1e3 << " mV and " << second * 1e3 << " mV; expected: 2 mV and " << 2 * resources
            << " mV\n";
  return std::abs(first - 2e-3) < 1e-6 && std::abs(second - 2e-3 * resources) < 1e-6 ? 0 : 1;
}
