// SPDX-License-Identifier: BSL-1.0
// A spike takes eta of the pool; weights and pool of a target are conserved.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

using cell = synaptic_lif<conductance<exponential>>;

constexpr auto d = describe(
    population<"in">(3, spike_times{}), population<"cell">(1, cell{}),
    projection<"S: in -> cell.exc">(all_to_all{}, weight(0_nS),
                                    plasticity{weight_exchange{.W0 = 5_nS}, weight_pool{.eta = 0.8}, transmit{}}));

int main() {
  simulation<network<d>> sim{set<"S.pool">(5_nS),
                             set<"in">(spike_list::at_steps(std::vector{0, 10}, std::vector{0, 1}))};
  sim.run(5_ms);
  const auto w = sim.get<"S.w">();
  const double pool = sim.get<"S.pool">()[0], all = w[0] + w[1] + w[2] + pool;
  std::cout << "w " << w[0] * 1e9 << ", " << w[1] * 1e9 << ", " << w[2] * 1e9 << " nS, pool " << pool * 1e9
            << " nS; in all " << all * 1e9 << " nS\n";
  return std::abs(all - 5e-9) < 1e-18 && w[0] > 0 && w[1] > 0 && w[2] == 0 ? 0 : 1;
}
