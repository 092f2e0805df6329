// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: voltage_traces<...> takes a neuron with an equation for a potential v
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using cell = voltage_traces<lif>;
#else
using cell = voltage_traces<rate_unit<sigmoid>>;
#endif

constexpr auto d = describe(population<"n">(5, cell{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
