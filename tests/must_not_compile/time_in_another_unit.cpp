// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: an input called t is the time; write second<T> t
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto value_at(const auto& t) {
#ifdef OK
  return sin(2_Hz * t);
#else
  return sin(2 * t);
#endif
}

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
#ifdef OK
    second<T> t = 0_s;
#else
    number<T> t = 0;
#endif
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (1_mV * value_at(in.t) - x.v) / p.tau};
  }
};

constexpr auto d = describe(population<"n">(5, clocked{}));

int main() { simulation<network<d>> sim{seed{1}}; }
