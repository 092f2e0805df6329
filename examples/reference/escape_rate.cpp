// SPDX-License-Identifier: BSL-1.0
// The hazard at a known potential: a current holds v where the reset leaves it, 10 mV below V_th.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(1000, escape_rate{}, start<"v">(-60_mV)), drive<"cells.I">(0.1_nA),
                            record<"cells.spikes">());

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_s);
  const double rate = static_cast<double>(sim["cells.spikes"_name].size()) / 1000;
  const double expected = 1e3 * std::exp((-60.0 - -50.0) / 2.0); // rho_0 exp((v - V_th) / delta)
  std::cout << "rate " << rate << " Hz; expected: " << expected << " Hz\n";
  return std::abs(rate - expected) < 4 * std::sqrt(expected / 1000) ? 0 : 1;
}
