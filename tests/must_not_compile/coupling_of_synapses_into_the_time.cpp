// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a coupling from synapses cannot act on an input that is given
#include "models/releasing.hpp"

#include <cortexpr/core.hpp>

using namespace cortexpr;

struct glia {
  template <class I>
  struct state {
    number<I> c = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms;
  };
  template <class I>
  struct inputs {
    number<I> Y = 0;
    second<I> t = 0_s;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.c = (in.Y + in.t / 1_s - x.c) / p.tau};
  }
};

#ifdef OK
#define ITEM                                                                                                           \
  projection<"Y: S -> glia.Y">(synapses_onto{one_to_one{}}, weight(1),                                                 \
                               couple([](auto s, auto, auto w) { return w * s["Y"_name]; }))
#else
#define ITEM                                                                                                           \
  projection<"Y: S -> glia.t">(synapses_onto{one_to_one{}}, weight(1),                                                 \
                               couple([](auto s, auto, auto w) { return w * s["Y"_name]; }))
#endif

constexpr auto d =
    describe(population<"in">(20, poisson{}), population<"cells">(5, lif{}), population<"glia">(5, glia{}),
             projection<"S: in -> cells.v">(all_to_all{}, weight(1_mV), plasticity{releasing{}}), ITEM);

int main() { simulation<network<d>> sim{seed{1}}; }
