// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the model's reset returns a value, which would be lost
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
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
#ifdef OK
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
#else
  static constexpr auto reset(const auto& x, const auto& p) {
    auto y = x;
    y.v = p.V_r;
    return y;
  }
#endif
};

constexpr auto d = describe(population<"n">(5, neuron{}));

int main() { simulation<network<d>> sim{seed{1}}; }
