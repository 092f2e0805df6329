// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: watch_rate<"n"> names no population of this description
// nearest: cells
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "cells"
#else
#define NAME "cels"
#endif

constexpr auto d = describe(population<"cells">(5, lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms, watch_rate<NAME>(0_Hz, 100_Hz));
}
