// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: record<"item.variable"> names nothing that can be recorded
// nearest: spikes
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define PATH "cells.v"
#else
#define PATH "cells.spike"
#endif

constexpr auto d = describe(population<"cells">(5, lif{}), record<PATH>(every{1_ms}));

int main() { simulation<network<d>> sim{seed{1}}; }
