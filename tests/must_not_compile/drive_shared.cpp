// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: drive<"population.input"> names a variable that the population shares
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

#ifdef OK
constexpr auto d =
    describe(population<"n">(5, cell{}),
             regularly<"set", "n">(every{}, population_wide([](auto& all) { all["activity"_name] = all.t / 1_s; })));
#else
constexpr auto d = describe(population<"n">(5, cell{}), drive<"n.activity">(1.0));
#endif

int main() { simulation<network<d>> sim; }
