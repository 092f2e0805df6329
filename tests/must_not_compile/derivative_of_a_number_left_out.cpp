// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a plain number stands where a quantity is wanted: write its unit
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct retina_cell {
  template <class I>
  struct state {
    number<I> v = 0, gs = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
#ifdef OK
    return {.v = -x.gs * x.v / p.tau, .gs = 0_Hz};
#else
    return {.v = -x.gs * x.v / p.tau}; // its default, 0, would be its derivative
#endif
  }
};

constexpr auto d = describe(population<"retina">(5, retina_cell{}));

int main() { simulation<network<d>> sim{seed{1}}; }
