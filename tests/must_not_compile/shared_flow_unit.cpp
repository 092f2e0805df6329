// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake
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
  template <class S, class P>
  static constexpr shared<ddt<S>> shared_flow(const shared<S>& all, [[maybe_unused]] const parameters<P>& p) {
#ifdef OK
    return {.activity = -all.activity / p.tau};
#else
    return {.activity = -all.activity};
#endif
  }
};

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim; }
