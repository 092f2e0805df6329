// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: vary<"path">(list) takes one value for each trial: values(numbers, 1_mV)
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.1_nA), record<"n.v">(), record<"n.spikes">());

int main() {
  const std::vector<double> list{0.1, 0.2};
#ifdef OK
  trials<network<d>> sweep(2, vary<"n.I">(values(list, 1_nA)));
#else
  trials<network<d>> sweep(2, vary<"n.I">(0.1_nA));
#endif
}
