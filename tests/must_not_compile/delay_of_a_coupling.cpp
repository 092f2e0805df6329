// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: couple(...) reads both sides at the start of the step and takes no delay
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define DELAY 0_ms
#else
#define DELAY 1_ms
#endif

constexpr auto d = describe(population<"cells">(5, lif{}),
                            projection<"cells -> cells.I">(all_to_all{}, weight(1_nS), gap_junction{}, delay(DELAY)));

int main() { simulation<network<d>> sim{seed{1}}; }
