// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a synapse rule has flow(s, p), equations, or next(s, p, n), a recurrence, not both
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct rule {
  quantity<dim::second> tau = 20_ms;
  template <class I>
  struct synapse {
    number<I> x = 1;
  };
#ifndef OK
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.x = -s.x / p.tau};
  }
#endif
  template <class S>
  static constexpr synapse<S> next(const synapse<S>& s, const auto&, const auto&) {
    return {.x = s.x / 2};
  }
  bool operator==(const rule&) const = default;
};

constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{rule{}}));

int main() { simulation<network<d>> sim; }
