// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: current(s, p) of a rule has another unit than the input that it feeds
#include <cortexpr/core.hpp>

using namespace cortexpr;

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
#ifdef OK
  static constexpr auto current(const auto& s, const auto&) { return s.w * s.x; }
#else
  static constexpr auto current(const auto& s, const auto&) { return s.x; }
#endif
  bool operator==(const rule&) const = default;
};

constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, lif{}),
                            projection<"S: in -> n.I">(all_to_all{}, weight(1_pA), plasticity{rule{}}));

int main() { simulation<network<d>> sim; }
