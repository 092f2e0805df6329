// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: between_events of a synapse rule cannot be called, or would change a copy
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct melting {
  struct synapse {
    double m = 1;
  };
#ifdef OK
  static void between_events(auto& s, quantity<dim::second> elapsed) { s.m *= exp(-elapsed / 1_s); }
#else
  static void between_events(auto s, quantity<dim::second> elapsed) { s.m *= exp(-elapsed / 1_s); }
#endif
  bool operator==(const melting&) const = default;
};
constexpr auto d = describe(population<"in">(20, poisson{}), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(1_mV), plasticity{melting{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
