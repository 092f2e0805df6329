// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: next of a synapse rule cannot be called
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct rule {
  template <class I>
  struct synapse {
    number<I> x = 1;
  };
  template <class S>
#ifdef OK
  static constexpr synapse<S> next(const synapse<S>& s, const auto&, const auto&) {
#else
  static constexpr synapse<S> next(const synapse<S>& s) {
#endif
    return {.x = s.x / 2};
  }
  bool operator==(const rule&) const = default;
};

constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{rule{}}));

int main() { simulation<network<d>> sim; }
