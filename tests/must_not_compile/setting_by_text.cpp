// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the name stands in angle brackets; write sim.set<"n.V_th">(-53_mV)
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), record<"n.v">());

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  sim.set<"n.V_th">(-53_mV);
#else
  sim.set("n.V_th", -53_mV);
#endif
}
