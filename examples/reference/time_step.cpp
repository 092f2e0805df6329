// SPDX-License-Identifier: BSL-1.0
// A readout that follows slow traces is integrated once per millisecond.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"in">(50, poisson{}, parameter<"rate">(40_Hz)),
                            population<"slow">(100, leaky_readout{}, time_step{1_ms}),
                            projection<"in -> slow.y">(all_to_all{}, weight(0.1), delay(0.3_ms)), record<"slow.y">());

int main() {
  simulation<network<d>> sim{seed{1}, time_step{0.1_ms}};
  sim.run(1_s);
  const auto& y = sim["slow.y"_name]; // a row per millisecond
  double mean = 0;
  for (std::size_t row = 200; row < 1000; ++row) mean += y(row, 0) / 800;
  std::cout << y.rows() << " rows, mean " << mean << '\n';
  network<d>::schedule(std::cout);
  return y.rows() == 1000 && std::abs(mean - 4) < 0.3 ? 0 : 1; // rate * weight * tau_out
}
