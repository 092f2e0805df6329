// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: flow returns time derivatives, of type state<ddt<S>>
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct cell {
  template <class I>
  struct state {
    volt<I> v = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV;
    second<I> tau_m = 20_ms;
  };
#ifdef OK
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E_L - x.v) / p.tau_m};
  }
#else
  template <class S, class P>
  static constexpr state<S> flow(const state<S>& x, const parameters<P>& p) { // moves v by E_L - v in each second
    return {.v = p.E_L - x.v};
  }
#endif
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.E_L; }
};

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim{seed{1}}; }
