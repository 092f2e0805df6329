// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: stop_when takes a function of the simulation that says whether to stop
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), record<"n.v">());

int main() {
  simulation<network<d>> sim{seed{1}};
#ifdef OK
  sim.run(1_s, stop_when([](auto& s) { return s.time() > 1; }));
#else
  sim.run(1_s, stop_when([] { return true; }));
#endif
}
