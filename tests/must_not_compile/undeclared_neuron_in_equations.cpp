// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: equations of a rule look at a variable of its source or target that it has not declared
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct rule {
#ifdef OK
  using reads = post<"v">;
#endif
  quantity<dim::second> tau = 20_ms;
  template <class I>
  struct synapse {
    volt<I> u = 0_V;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p, const auto& n) {
    return {.u = (n.post["v"_name] - s.u) / p.tau};
  }
  bool operator==(const rule&) const = default;
};

constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{rule{}}));

int main() { simulation<network<d>> sim; }
