// SPDX-License-Identifier: BSL-1.0
// Texts wherever the library takes a function: values, a drive, a condition, weights, delays, a recording, an
// operation.
#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/text_value.hpp>
#include <iostream>

using namespace cortexpr;
using namespace cortexpr::texts;

constexpr auto d = describe(
    population<"n">(100, lif{}, start<"v">(text<"E_L + 10*mV*rand()">)),
    drive<"n.I">(text<"0.3*nA*sin(2*pi*5*Hz*t + i*0.1)">),
    projection<"S: n -> n.v">(connected_if(text<"i != j and abs(i - j) < 5">), weight(text<"(1 + cos(i - j))*0.2*mV">),
                              delay(text<"1*ms + 0.5*ms*rand()">).rounded()),
    record<"n.above">(text<"v - V_th">), regularly<"kick", "n">(every{50_ms}, text<"v = V_r + 2*mV*randn()">));

int main() {
  simulation<network<d>> sim{seed{1}};
  const auto v = sim.get<"n.v">();
  const auto [lowest, highest] = std::minmax_element(v.begin(), v.end());
  std::cout << "v begins between " << *lowest * 1e3 << " and " << *highest * 1e3 << " mV\n";
  const auto weights = sim.get<"S.w">();
  std::cout << weights.size() << " synapses, the first of " << weights[0] * 1e3 << " mV\n";
  sim.run(100_ms);
  const bool as_described = *lowest >= -70e-3 && *highest <= -60e-3 && weights.size() == 100 * 8 - 20 &&
                            std::abs(weights[0] - (1 + std::cos(-1.0)) * 0.2e-3) < 1e-15;
  return as_described && sim["n.above"_name].rows() == 1000 ? 0 : 1;
}
