// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: watch_value<"n.v"> names no population of this description
// nearest: cells
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "cells.v"
#else
#define NAME "cels.v"
#endif

constexpr auto d = describe(population<"cells">(5, lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms, watch_value<NAME>(-100_mV, 0_mV));
}
