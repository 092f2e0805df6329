// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: current(s, p) of a rule reads the variable that it feeds
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define READ "v"
#else
#define READ "exc.I"
#endif
struct rule {
  using reads = post<READ>;
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

constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, synaptic_lif<current<summed>>{}),
                            projection<"S: in -> n.exc">(all_to_all{}, weight(1_pA), plasticity{rule{}}));

int main() { simulation<network<d>> sim; }
