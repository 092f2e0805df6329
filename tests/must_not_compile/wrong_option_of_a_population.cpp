// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a population takes as options an integrator, parameter
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define OPTION                                                                                                         \
  rk2 {}
#else
#define OPTION weight(1_mV)
#endif

constexpr auto d = describe(population<"n">(5, lif{}, OPTION));

int main() { simulation<network<d>> sim{seed{1}}; }
