// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: exact needs equations that are linear with constant coefficients
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using integrator = rk2;
#else
using integrator = exact;
#endif

constexpr auto d = describe(population<"cells">(5, izhikevich{}, integrator{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
