// SPDX-License-Identifier: BSL-1.0
// Sub-steps where the potential runs away: at a step of 0.5 ms as many spikes as at a step of 0.01 ms.
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d =
    describe(population<"cell">(1, adex{}, dormand_prince{relative_tolerance(1e-8), tolerance<"w">(0.01_pA)}),
             drive<"cell.I">(0.8_nA), record<"cell.spikes">());

int main() {
  simulation<network<d>> coarse{time_step{0.5_ms}}, fine{time_step{0.01_ms}};
  coarse.run(1_s);
  fine.run(1_s);
  std::cout << coarse["cell.spikes"_name].size() << " and " << fine["cell.spikes"_name].size() << " spikes\n";
  return coarse["cell.spikes"_name].size() == fine["cell.spikes"_name].size() ? 0 : 1;
}
