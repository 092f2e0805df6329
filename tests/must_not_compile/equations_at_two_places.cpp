// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: equations of the rules of a projection are advanced at one time of the step
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct first {
  using place = before_traces;
  template <class I>
  struct synapse {
    number<I> x = 1;
  };
  template <class S>
  static constexpr synapse<S> next(const synapse<S>& s, const auto&, const auto&) {
    return {.x = s.x / 2};
  }
  bool operator==(const first&) const = default;
};
struct rule {
#ifdef OK
  using place = before_traces;
#else
  using place = after_thresholds;
#endif
  template <class I>
  struct synapse {
    number<I> y = 1;
  };
  template <class S>
  static constexpr synapse<S> next(const synapse<S>& s, const auto&, const auto&) {
    return {.y = s.y / 2};
  }
  bool operator==(const rule&) const = default;
};

constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{first{}, rule{}}));

int main() { simulation<network<d>> sim; }
