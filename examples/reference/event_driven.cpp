// SPDX-License-Identifier: BSL-1.0
// A count of spikes that leaks away, once solved from spike to spike and once integrated in every step.
#include <cmath>
#include <cortexpr/core.hpp>
#include <iostream>
#include <vector>

using namespace cortexpr;

struct leaky_count {
  using update = event_driven;
  quantity<dim::second> tau = 20_ms;
  template <class I>
  struct synapse {
    number<I> n = 0;
  };
  template <class S>
  constexpr synapse<ddt<S>> flow(const synapse<S>& s) const {
    return {.n = -s.n / tau};
  }
  void on_pre(auto& s) const { s.n += 1; }
  bool operator==(const leaky_count&) const = default;
};

struct saturating_count {
  using update = clock_driven;
  quantity<dim::second> tau = 20_ms;
  template <class I>
  struct synapse {
    number<I> m = 0;
  };
  template <class S>
  constexpr synapse<ddt<S>> flow(const synapse<S>& s) const {
    return {.m = -s.m * (1 + s.m) / tau};
  }
  void on_pre(auto& s) const { s.m += 1; }
  bool operator==(const saturating_count&) const = default;
};

constexpr auto d =
    describe(population<"in">(1, spike_times{}), population<"cell">(1, lif{}),
             projection<"S: in -> cell.v">(all_to_all{}, weight(1_mV), plasticity{leaky_count{}, saturating_count{}}));

int main() {
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(std::vector{0, 100}, std::vector{0, 0}))};
  sim.run(30_ms);
  const double n = sim.get<"S.n">()[0], expected = std::exp(-29.9 / 20) + std::exp(-19.9 / 20);
  std::cout << "n = " << n << ", expected " << expected << "; m = " << sim.get<"S.m">()[0] << '\n';
  return std::abs(n - expected) < 1e-12 && sim.get<"S.m">()[0] < n ? 0 : 1;
}
