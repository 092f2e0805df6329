// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a coupling onto synapses sets a variable that is a quantity or a double
#include "models/glia.hpp"

#include <cortexpr/core.hpp>

using namespace cortexpr;

struct releasing {
  static constexpr bool transmits = true;
  struct synapse {
    double Y = 0, G = 0;
    int n = 0;
  };
  static void on_pre(auto& s) { s.Y += 1; }
  bool operator==(const releasing&) const = default;
};

#ifdef OK
#define ITEM                                                                                                           \
  projection<"G: glia -> S.G">(synapses_onto{one_to_one{}}, weight(1),                                                 \
                               couple([](auto g, auto, auto w) { return w * g["c"_name]; }))
#else
#define ITEM                                                                                                           \
  projection<"G: glia -> S.n">(synapses_onto{one_to_one{}}, weight(1),                                                 \
                               couple([](auto g, auto, auto w) { return w * g["c"_name]; }))
#endif

constexpr auto d =
    describe(population<"in">(20, poisson{}), population<"cells">(5, lif{}), population<"glia">(5, glia{}),
             projection<"S: in -> cells.v">(all_to_all{}, weight(1_mV), plasticity{releasing{}}), ITEM);

int main() { simulation<network<d>> sim{seed{1}}; }
