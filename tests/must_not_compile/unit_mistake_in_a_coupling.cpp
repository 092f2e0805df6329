// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: the term of couple(...) has another unit than the input that it feeds
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define WEIGHT 1_nS
#else
#define WEIGHT 1_pA
#endif

constexpr auto d = describe(population<"cells">(5, lif{}),
                            projection<"cells -> cells.I">(all_to_all{}, weight(WEIGHT), gap_junction{}));

int main() { simulation<network<d>> sim{seed{1}}; }
