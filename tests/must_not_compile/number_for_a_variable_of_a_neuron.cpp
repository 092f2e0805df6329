// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a plain number meets a weight or variable that has a unit: write the unit (-65_mV,
// 0.1_nS)
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto clamp_v = [](auto& n) {
  if (n["v"_name] > n["V_th"_name]) n["v"_name] = -65_mV;
};
#else
constexpr auto clamp_v = [](auto& n) { n["v"_name] = -65; };
#endif

constexpr auto d = describe(population<"n">(5, lif{}), regularly<"clamp", "n">(every{1_ms}, clamp_v));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
