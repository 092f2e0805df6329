// SPDX-License-Identifier: BSL-1.0
// The mean of a conductance under Poisson input is rate times weight times tau.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

using cell = synaptic_lif<conductance<exponential>>;

constexpr auto d =
    describe(population<"cells">(1000, cell{}), poisson_input<"cells.exc">(2_kHz, weight(0.5_nS)),
             poisson_input<"more: cells[0:100].exc">(2_kHz, weight(1.5_nS)), record<"cells.exc.g">(every{10_ms}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(100_ms);
  const auto& g = sim["cells.exc.g"_name];
  double mean = 0, of_slice = 0;
  for (std::size_t i = 0; i < 100; ++i) of_slice += g(9, i) / 100;
  for (std::size_t i = 100; i < 1000; ++i) mean += g(9, i) / 900;
  std::cout << "mean conductance " << mean * 1e9 << " nS; expected: 2 kHz * 0.5 nS * 5 ms = 5 nS\n"
            << "of the first 100 neurons " << of_slice * 1e9 << " nS; expected: 20 nS\n";
  return std::abs(mean - 5e-9) < 0.2e-9 && std::abs(of_slice - 20e-9) < 1.5e-9 ? 0 : 1;
}
