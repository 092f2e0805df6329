// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the model's inputs are no public template
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct neuron {
  template <class I>
  struct state {
    volt<I> v = -70_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E_L = -70_mV;
    second<I> tau_m = 20_ms;
  };
#ifdef OK
  template <class T>
  struct inputs {
    volt<T> I = 0_V;
  };
#else
  struct inputs {
    volt<> I = 0_V;
  };
#endif
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E_L - x.v) / p.tau_m};
  }
};

constexpr auto d = describe(population<"n">(5, neuron{}));

int main() { simulation<network<d>> sim{seed{1}}; }
