// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: couple(...) feeds an input of the target
// nearest: I
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ROUTE "cells -> cells.I"
#else
#define ROUTE "cells -> cells.Igap"
#endif

constexpr auto d =
    describe(population<"cells">(5, lif{}), projection<ROUTE>(all_to_all{}, weight(1_nS), gap_junction{}));

int main() { simulation<network<d>> sim{seed{1}}; }
