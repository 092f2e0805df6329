// SPDX-License-Identifier: BSL-1.0
// Pairs of spikes: calcium of both sides together opens the way up, that of one side does not.
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

constexpr auto d =
    describe(population<"in">(1, spike_times{}), population<"cell">(100, lif{}), population<"force">(1, spike_times{}),
             projection<"force -> cell.v">(all_to_all{}, weight(50_mV)),
             projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV), delay(13.7_ms),
                                           plasticity{calcium_plasticity{.w_0 = 1_mV, .w_1 = 5_mV}, transmit{}}),
             record<"S.rho">(every{100_ms}));

int main() {
  std::vector<int> arrivals, forced;
  for (int k = 0; k < 20; ++k) arrivals.push_back(1000 * k), forced.push_back(1000 * k + 200);
  const std::vector<int> all(20, 0);
  simulation<network<d>> sim{seed{1}, set<"in">(spike_list::at_steps(arrivals, all)),
                             set<"force">(spike_list::at_steps(forced, all))};
  sim.run(2_s);
  double mean = 0;
  for (const double rho : sim.get<"S.rho">()) mean += rho / 100;
  std::cout << "mean efficacy after 20 pairs: " << mean << '\n';
  return mean > 0.1 && mean < 1 ? 0 : 1;
}
