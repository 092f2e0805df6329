// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a setting names nothing in this description
// nearest: V_th
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">());

int main() {
  const std::vector<double> list{0.1, 0.2};
#ifdef OK
  trials<network<d>> sweep(2, vary<"n.V_th">(values(list, 1_mV)));
#else
  trials<network<d>> sweep(2, vary<"n.V_ht">(values(list, 1_mV)));
#endif
}
