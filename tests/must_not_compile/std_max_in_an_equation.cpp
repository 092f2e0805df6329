// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: call exp, pow, max, abs and their like without std:: in equations, rules and operations
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct neuron_model {
  template <class I>
  struct state {
    volt<I> v = -70_mV;
    number<I> m = 0;
  };
  template <class I>
  struct parameters {
    volt<I> E = -70_mV, V_th = -50_mV, Delta = 2_mV;
    second<I> tau = 10_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
#ifdef OK
    const auto extra = max(x.v, -70_mV);
#else
    const auto extra = std::max(x.v, -70_mV);
#endif
    return {.v = (p.E - x.v + extra) / p.tau, .m = -x.m / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
};

constexpr auto d = describe(population<"n">(1, neuron_model{}));

int main() { simulation<network<d>>{}.run(1_ms); }
