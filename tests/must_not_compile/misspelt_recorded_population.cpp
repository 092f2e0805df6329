// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: record<"item.variable"> names no population and no projection
// nearest: cells
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "cells.v"
#else
#define NAME "cell.v"
#endif

constexpr auto d = describe(population<"cells">(5, lif{}), record<NAME>(every{1_ms}));

int main() { simulation<network<d>> sim{seed{1}}; }
