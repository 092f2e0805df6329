// SPDX-License-Identifier: BSL-1.0
// Every neuron of a sheet has 20 sources, more of them nearby than far away.
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(
    population<"E">(10'000, synaptic_lif<current<exponential>>{}, placed(grid(100, 100, 10_um).periodic())),
    projection<"S: E -> E.exc">(fixed_indegree_within(20, circle(100_um), gaussian_kernel(1.0, 40_um)), weight(1_pA)));

int main() {
  const simulation<network<d>> sim{seed{1}};
  const auto s = connections<"S">(sim);
  double squares = 0; // of the distances along x, in spacings
  for (std::size_t k = 0; k < s.sources.size(); ++k) {
    const int x = std::abs(static_cast<int>(s.sources(k) % 100) - static_cast<int>(s.targets(k) % 100));
    squares += std::pow(std::min(x, 100 - x), 2) / 200'000;
  }
  std::cout << s.sources.size() << " synapses, " << 10 * std::sqrt(squares) << " um from their targets along x\n";
  return s.sources.size() == 200'000 && std::abs(std::sqrt(squares) - 3.7) < 0.2 ? 0 : 1;
}
