// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a coupling takes no slice of synapses
#include "models/glia.hpp"
#include "models/releasing.hpp"

#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ITEM                                                                                                           \
  projection<"G: glia -> S.G">(synapses_onto{one_to_one{}}, weight(1),                                                 \
                               couple([](auto g, auto, auto w) { return w * g["c"_name]; }))
#else
#define ITEM                                                                                                           \
  projection<"G: glia -> S[0:3].G">(synapses_onto{one_to_one{}}, weight(1),                                            \
                                    couple([](auto g, auto, auto w) { return w * g["c"_name]; }))
#endif

constexpr auto d =
    describe(population<"in">(20, poisson{}), population<"cells">(5, lif{}), population<"glia">(5, glia{}),
             projection<"S: in -> cells.v">(all_to_all{}, weight(1_mV), plasticity{releasing{}}), ITEM);

int main() { simulation<network<d>> sim{seed{1}}; }
