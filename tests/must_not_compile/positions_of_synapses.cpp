// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule that looks at positions counts neurons
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
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.c = (in.Y - x.c) / p.tau};
  }
};

struct releasing {
  static constexpr bool transmits = true;
  quantity<dim::hertz> Omega = 40_Hz;
  template <class I>
  struct synapse {
    number<I> Y = 0, G = 0;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.Y = -p.Omega * s.Y, .G = 0_Hz};
  }
  static void on_pre(auto& s) { s.Y += 1; }
  bool operator==(const releasing&) const = default;
};

#ifdef OK
#define ITEM                                                                                                           \
  projection<"G: glia -> S.G">(synapses_onto{one_to_one{}}, weight(1),                                                 \
                               couple([](auto g, auto, auto w) { return w * g["c"_name]; }))
#else
#define ITEM                                                                                                           \
  projection<"G: glia -> S.G">(within(circle(10_um)), weight(1),                                                       \
                               couple([](auto g, auto, auto w) { return w * g["c"_name]; }))
#endif

constexpr auto d = describe(population<"in">(20, poisson{}), population<"cells">(5, lif{}),
                            population<"glia">(5, glia{}, placed(grid(5, 1, 10_um))),
                            projection<"S: in -> cells.v">(all_to_all{}, weight(1_mV), plasticity{releasing{}}), ITEM);

int main() { simulation<network<d>> sim{seed{1}}; }
