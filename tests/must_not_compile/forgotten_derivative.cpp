// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a value stands where its time derivative is wanted: does flow leave out the
// derivative
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct cell {
  template <class I>
  struct state {
    volt<I> v = -70_mV;
    amp<I> w = 0_A;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV, V_th = -50_mV;
    second<I> tau_m = 20_ms, tau_w = 100_ms;
    ohm<I> R = 100_Mohm;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
#ifdef OK
    return {.v = (p.E_L - x.v - p.R * x.w) / p.tau_m, .w = -x.w / p.tau_w};
#else
    return {.v = (p.E_L - x.v - p.R * x.w) / p.tau_m};
#endif
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
};

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim{seed{1}}; }
