// SPDX-License-Identifier: BSL-1.0
// The group of neurons that fires most in a window; none on a tie.
#include <algorithm>
#include <cortexpr/core.hpp>
#include <iostream>
#include <string>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(20, poisson{}, parameter<"rate">(given)), record<"cells.spikes">());

int main() {
  std::vector<double> rates(20, 5.0);
  std::fill(rates.begin() + 10, rates.end(), 50.0); // Hz
  simulation<network<d>> sim{seed{1}, set<"cells.rate">(values(rates, 1_Hz))};
  sim.run(300_ms);
  const auto k = winner(sim["cells.spikes"_name], {{0, 10}, {10, 20}}, 100_ms, 300_ms); // 0, 1 or nothing
  std::cout << (k ? "group " + std::to_string(*k) : "none") << '\n';
  return k == 1 ? 0 : 1;
}
