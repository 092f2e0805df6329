// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the model's refractory returns neither a condition nor a time
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct neuron {
  template <class I>
  struct state {
    volt<I> v = -70_mV;
    number<I> w = 0;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV;
    second<I> tau_m = 20_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E_L - x.v) / p.tau_m, .w = -x.w / p.tau_m};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
#ifdef OK
  static constexpr auto refractory(const auto& x, const auto& p) { return x.v > p.V_th; }
#else
  static constexpr auto refractory(const auto& x, const auto&) { return x.w; }
#endif
};

constexpr auto d = describe(population<"n">(5, neuron{}));

int main() { simulation<network<d>> sim{seed{1}}; }
