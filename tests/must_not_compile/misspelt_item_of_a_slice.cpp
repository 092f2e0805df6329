// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: set<"item.variable"> names no population and no projection
// nearest: cells
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define PATH "cells[0:3].v"
#else
#define PATH "cels[0:3].v"
#endif
constexpr auto d = describe(population<"cells">(5, lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.set<PATH>(-60_mV);
}
