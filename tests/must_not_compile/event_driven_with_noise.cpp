// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: equations with noise cannot be event_driven
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct rule {
  quantity<dim::second> tau = 20_ms;
  template <class I>
  struct synapse {
    number<I> x = 1;
  };
#ifndef OK
  using update = event_driven;
#endif
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
    return {.x = -s.x / p.tau};
  }
  template <class S>
  static constexpr synapse<per_root_second<S>> noise(const synapse<S>&, const auto& p) {
    return {.x = 0.1 / sqrt(p.tau)};
  }
  void on_pre(auto& s) const { s.x += 1; }
  bool operator==(const rule&) const = default;
};

constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{rule{}}));

int main() { simulation<network<d>> sim; }
