// SPDX-License-Identifier: BSL-1.0
// Equations of synapses that see their neurons: a synapse follows the potential of its target, and counts spikes.
#include <cortexpr/core.hpp>
#include <cortexpr/network/print_rule.hpp>
#include <iostream>

using namespace cortexpr;

/// Follows the potential of the target at which spikes are found, faster the more the source has spiked.
struct follower {
  using reads = post<"v">;
  using place = after_thresholds;
  quantity<dim::second> tau = 50_ms;
  struct at_source {
    double x = 0;
  };
  quantity<dim::second> time_constants(at_source) const { return 20_ms; }
  static void spike(at_source& pre) { pre.x += 1; }

  template <class I>
  struct synapse {
    volt<I> u = -70_mV;
  };
  template <class S>
  static constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p, const auto& n) {
    return {.u = (1 + n.pre["x"_name]) * (n.post["v"_name] - s.u) / p.tau};
  }
  bool operator==(const follower&) const = default;
};

/// A recurrence in the place of equations: the largest weighted trace so far.
struct largest_trace {
  using place = before_traces;
  struct at_source {
    double x = 0;
  };
  static quantity<dim::second> time_constants(at_source) { return 20_ms; }
  static void spike(at_source& pre) { pre.x += 1; }

  template <class I>
  struct synapse {
    number<I> most = 0;
  };
  template <class S>
  static constexpr synapse<S> next(const synapse<S>& s, const auto&, const auto& n) {
    return {.most = max(s.most, n.w / 1_mV * n.pre["x"_name])};
  }
  bool operator==(const largest_trace&) const = default;
};

constexpr auto d = describe(population<"in">(10, poisson{}, parameter<"rate">(100_Hz)), population<"cells">(10, lif{}),
                            drive<"cells.I">(0.15_nA),
                            projection<"S: in -> cells.v">(all_to_all{}, weight(1_mV), plasticity{follower{}}),
                            projection<"T: in -> cells.v">(all_to_all{}, weight(1_mV), plasticity{largest_trace{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_s);
  std::cout << sim.get<"S.u">()[0] << " V, " << sim.get<"T.most">()[0] << '\n';
  print_equations<follower>(std::cout);
  return sim.get<"S.u">()[0] > -0.06 && sim.get<"T.most">()[0] > 1 ? 0 : 1;
}
