// SPDX-License-Identifier: BSL-1.0
// expect: is of variables and parameters of neurons; synapses and what a population shares have none
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct cell {
  template <class I>
  struct state {
    volt<I> v = -60_mV;
  };
  template <class I>
  struct shared {
    number<I> activity = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (-60_mV - x.v) / p.tau};
  }
};

#ifdef OK
#define PATH "n[0:3].v"
#else
#define PATH "n[0:3].activity"
#endif
constexpr auto d = describe(population<"n">(5, cell{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  return sim.get<PATH>().size() == 3 ? 0 : 1;
}
