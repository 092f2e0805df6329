// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a population with precise_spikes{} has the time step of the network
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define STEP
#else
#define STEP                                                                                                           \
  , time_step { 1_ms }
#endif
constexpr auto d = describe(population<"n">(
    5, lif{}, precise_spikes {} STEP));

int main() { simulation<network<d>> sim{seed{1}}; }
