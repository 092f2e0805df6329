// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: all["..."] of a population-wide operation names a variable that every neuron has for itself
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct cell {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class I>
  struct shared {
    number<I> activity = 0;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const shared<S>& all) {
    return {.v = (all.activity - x.v) / p.tau};
  }
};

constexpr auto d = describe(population<"n">(5, cell{}), regularly<"sum", "n">(every{}, population_wide([](auto& all) {
#ifdef OK
                                                                                all["activity"_name] =
                                                                                    all.sum("v"_name);
#else
                                                                                all["activity"_name] = all["v"_name];
#endif
                                                                              })));

int main() { simulation<network<d>>{}.run(1_ms); }
