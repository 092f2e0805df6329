// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: the model's hazard returns no rate in hertz
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct neuron {
  template <class I>
  struct state {
    volt<I> v = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV, V_r = -60_mV;
    second<I> tau_m = 20_ms, t_ref = 2_ms;
  };
  template <class T>
  struct inputs {
    volt<T> I = 0_V;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E_L - x.v) / p.tau_m};
  }
#ifdef OK
  template <class S, class P>
  static constexpr auto hazard(const state<S>& x, const parameters<P>& p) {
    return 1 / p.tau_m * exp((x.v - p.V_th) / 2_mV);
  }
#else
  static constexpr auto hazard(const auto& x, const auto& p) { return x.v > p.V_th; }
#endif
};

constexpr auto d = describe(population<"n">(5, neuron{}));

int main() { simulation<network<d>> sim{seed{1}}; }
