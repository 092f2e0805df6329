// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: event_driven needs equations that are linear with constant coefficients
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct rule {
  quantity<dim::second> tau = 20_ms;
  template <class I>
  struct synapse {
    number<I> x = 1;
  };
  using update = event_driven;
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p) {
#ifdef OK
    return {.x = (1 - s.x) / p.tau};
#else
    return {.x = s.x * (1 - s.x) / p.tau};
#endif
  }
  void on_pre(auto& s) const { s.x += 1; }
  bool operator==(const rule&) const = default;
};

constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{rule{}}));

int main() { simulation<network<d>> sim; }
