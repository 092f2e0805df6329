// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: monitor<"name", "item"> names no population
// nearest: n
#include "models/mean_potential.hpp"

#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "n"
#else
#define NAME "m"
#endif

constexpr auto d = describe(population<"n">(5, lif{}), monitor<"n.mean_v", NAME>(mean_potential{}, every{1_ms}));

int main() { simulation<network<d>> sim{seed{1}}; }
