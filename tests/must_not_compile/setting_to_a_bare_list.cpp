// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: sim.set<"...">(...) takes a quantity (-53_mV), a number, a distribution
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), record<"n.v">());

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  sim.set<"n.v">(values(std::vector<double>{1, 2, 3, 4, 5}, 1_mV));
#else
  sim.set<"n.v">(std::vector<double>{1, 2, 3, 4, 5});
#endif
}
