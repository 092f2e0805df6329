// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a run lasts a time; write sim.run(1_s)
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), record<"n.v">());

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  sim.run(1_s);
#else
  sim.run(1000);
#endif
}
