// SPDX-License-Identifier: BSL-1.0
// STDP without bounds of its own, held in a band by the rule after it.
#include <algorithm>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(
    population<"in">(100, poisson{}, parameter<"rate">(20_Hz)), population<"cell">(1, lif{}), drive<"cell.I">(0.3_nA),
    projection<"S: in -> cell.v">(
        all_to_all{}, weight(0.5_mV),
        plasticity{transmit{}, pair_stdp{.a_pre = 0.1, .a_post = -0.1, .w_max = 1_mV}, clip_weight{0.4_mV, 0.6_mV}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_s);
  const auto w = sim.get<"S.w">();
  const auto [lowest, highest] = std::minmax_element(w.begin(), w.end());
  std::cout << "weights from " << *lowest * 1e3 << " to " << *highest * 1e3 << " mV\n";
  return *lowest == 0.4e-3 && *highest == 0.6e-3 ? 0 : 1;
}
