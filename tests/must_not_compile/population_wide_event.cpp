// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: on_event shows the neurons of an event one by one
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
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
};

constexpr auto d = describe(population<"n">(5, cell{}),
#ifdef OK
                            on_event<"count", "n">([](auto& n) { n["activity"_name] += 1; })
#else
                            on_event<"count", "n">(population_wide([](auto& all) { all["activity"_name] += 1; }))
#endif
);

int main() { simulation<network<d>> sim; }
