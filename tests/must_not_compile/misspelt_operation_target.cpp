// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: regularly<"name", "item"> names no population and no projection of this description
// nearest: cells
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ITEM "cells"
#else
#define ITEM "cell"
#endif

constexpr auto d =
    describe(population<"cells">(5, lif{}), regularly<"up", ITEM>(every{1_ms}, [](auto& n) { n["v"_name] += 1_mV; }));

int main() { simulation<network<d>> sim{seed{1}}; }
