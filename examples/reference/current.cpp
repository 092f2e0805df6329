// SPDX-License-Identifier: BSL-1.0
// Current receptors: positive weights excite, in `minus` they inhibit, and `saturating` bounds the effect.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

using cell = synaptic<lif, receptor<"exc", current<exponential>>, receptor<"inh", minus<current<exponential>>>,
                      receptor<"bounded", saturating<exponential>>>;

constexpr auto d =
    describe(population<"in">(3, spike_times{}),
             population<"cell">(3, cell{}, parameter<"inh.tau">(5_ms), parameter<"bounded.I_max">(50_pA)),
             projection<"in[0:1] -> cell[0:1].exc">(all_to_all{}, weight(100_pA)),
             projection<"in[1:2] -> cell[1:2].inh">(all_to_all{}, weight(100_pA)),
             projection<"in[2:3] -> cell[2:3].bounded">(all_to_all{}, weight(100_pA)), record<"cell.v">());

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{0, 0, 0}, std::vector{0, 1, 2}))};
  sim.run(5_ms);
  const auto& v = sim["cell.v"_name];
  const double excited = v(20, 0) + 70e-3, inhibited = v(20, 1) + 70e-3, bounded = v(20, 2) + 70e-3;
  std::cout << excited * 1e3 << " mV, " << inhibited * 1e3 << " mV, " << bounded * 1e3 << " mV\n";
  return excited > 0 && std::abs(excited + inhibited) < 1e-9 && bounded > 0 && bounded < excited ? 0 : 1;
}
