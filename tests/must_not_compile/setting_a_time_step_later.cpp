// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the time step of a population stands in the description
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define VALUE -50_mV
#define PATH "n.V_th"
#else
#define VALUE                                                                                                          \
  time_step { 1_ms }
#define PATH "n"
#endif
constexpr auto d = describe(population<"n">(5, lif{}, time_step{0.2_ms}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.set<PATH>(VALUE);
}
