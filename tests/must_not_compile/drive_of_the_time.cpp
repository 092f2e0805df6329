// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the input t of a model is the time, which nothing can drive
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct clocked {
  template <class I>
  struct state {
    volt<I> v = 0_V;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class T>
  struct inputs {
    second<T> t = 0_s;
    hertz<T> f = 0_Hz;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (1_mV * sin(in.f * in.t) - x.v) / p.tau};
  }
};

#ifdef OK
constexpr auto d = describe(population<"n">(5, clocked{}), drive<"n.f">(2_Hz));
#else
constexpr auto d = describe(population<"n">(5, clocked{}), drive<"n.t">(2_s));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
