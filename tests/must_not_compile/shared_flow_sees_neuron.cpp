// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the model's shared_flow cannot be called as shared_flow(all, p)
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
#ifdef OK
  static constexpr shared<ddt<S>> shared_flow(const shared<S>& all, const parameters<P>& p) {
    return {.activity = -all.activity / p.tau};
  }
#else
  static constexpr shared<ddt<S>> shared_flow(const state<S>& x, const shared<S>& all, const parameters<P>& p) {
    return {.activity = (x.v - all.activity) / p.tau};
  }
#endif
};

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim; }
