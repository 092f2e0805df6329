// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the input t of a model is the time, which nothing can feed
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct clocked {
  template <class I>
  struct state {
    number<I> x = 0;
  };
  template <class I>
  struct parameters {};
  template <class T>
  struct inputs {
    second<T> t = 0_s, delay = 0_s;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>&, const parameters<P>&, const inputs<In>& in) {
    return {.x = (in.t - in.delay) / (1_s * 1_s)};
  }
};
struct rule {
  quantity<dim::second> tau = 20_ms;
  template <class I>
  struct synapse {
    number<I> x = 1;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.x = -s.x / p.tau};
  }
  static constexpr auto current(const auto& s, const auto&) { return s.w * s.x; }
  bool operator==(const rule&) const = default;
};

#ifdef OK
#define INPUT "S: in -> n.delay"
#else
#define INPUT "S: in -> n.t"
#endif
constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, clocked{}, euler{}),
                            projection<INPUT>(all_to_all{}, weight(1_ms), plasticity{rule{}}));

int main() { simulation<network<d>> sim; }
