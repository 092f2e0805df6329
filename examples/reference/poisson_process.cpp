// SPDX-License-Identifier: BSL-1.0
// A Poisson process of five spikes per time step and neuron: every spike counts.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d =
    describe(population<"in">(100, poisson_process{}, parameter<"rate">(50_kHz)), record<"in.rate">(every{100_ms}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(100_ms);
  const double rate = sim["in.rate"_name](0);
  std::cout << rate / 1e3 << " kHz\n";
  return std::abs(rate - 50e3) < 4 * std::sqrt(50e3 / (100 * 0.1)) ? 0 : 1;
}
