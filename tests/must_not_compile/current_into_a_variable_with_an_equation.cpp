// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule with current(s, p) sets its target's variable in every step
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
  static constexpr auto current(const auto& s, const auto&) { return s.w * s.x; }
  void on_pre(auto& s) const { s.x += 1; }
  bool operator==(const rule&) const = default;
};

#ifdef OK
using cell = synaptic_lif<current<summed>>;
#else
using cell = synaptic_lif<current<exponential>>;
#endif

constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, cell{}),
                            projection<"S: in -> n.exc">(all_to_all{}, weight(1_pA), plasticity{rule{}}));

int main() { simulation<network<d>> sim; }
