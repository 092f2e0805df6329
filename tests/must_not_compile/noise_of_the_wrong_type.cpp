// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: noise returns amplitudes per root of a second
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct cell {
  template <class I>
  struct state {
    volt<I> v = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, sigma = 1_mV;
    second<I> tau_m = 20_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E_L - x.v) / p.tau_m};
  }
#ifdef OK
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.v = p.sigma / sqrt(p.tau_m)};
  }
#else
  template <class S, class P>
  static constexpr state<S> noise(const state<S>&, const parameters<P>& p) {
    return {.v = p.sigma};
  }
#endif
};

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim{seed{1}}; }
