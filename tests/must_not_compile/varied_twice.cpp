// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: two lists vary one value
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.spikes">());

int main() {
  const std::vector<double> high{-50, -45}, low{-70, -65};
#ifdef OK
  trials<network<d>> sweep(2, vary<"n.V_th">(values(high, 1_mV)), vary<"n.V_r">(values(low, 1_mV)));
#else
  trials<network<d>> sweep(2, vary<"n.V_th">(values(high, 1_mV)), vary<"n.V_th">(values(low, 1_mV)));
#endif
  sweep.run(1_ms);
}
