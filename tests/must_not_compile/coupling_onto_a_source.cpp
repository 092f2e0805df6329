// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection cannot end at a source: it has no receptors and no variables
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr lif target{};
#define ROUTE "cells -> in.I"
#else
constexpr poisson target{};
#define ROUTE "cells -> in.drive"
#endif

constexpr auto d = describe(population<"cells">(5, lif{}), population<"in">(5, target),
                            projection<ROUTE>(all_to_all{}, weight(1_nS), gap_junction{}));

int main() { simulation<network<d>> sim{seed{1}}; }
