// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct rule {
  using reads = post<"v">;
  template <class I>
  struct synapse {
    number<I> x = 1;
  };
  template <class S>
  static constexpr synapse<S> next(const synapse<S>& s, const auto&, const auto& n) {
#ifdef OK
    return {.x = s.x + n.post["v"_name] / 1_mV};
#else
    return {.x = s.x + n.post["v"_name]};
#endif
  }
  bool operator==(const rule&) const = default;
};

constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{rule{}}));

int main() { simulation<network<d>> sim; }
