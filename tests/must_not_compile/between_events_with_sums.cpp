// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule with between_events changes weights when the next event looks at them
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct melting {
  struct synapse {
    double m = 1;
  };
  static void between_events(auto& s, quantity<dim::second> elapsed) { s.m *= exp(-elapsed / 1_s); }
  bool operator==(const melting&) const = default;
};
#ifdef OK
constexpr auto learning = plasticity{melting{}};
#else
constexpr auto learning = plasticity{melting{}, normalise_always{3_mV}};
#endif

constexpr auto d = describe(population<"in">(20, poisson{}), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(1_mV), learning));

int main() { simulation<network<d>> sim{seed{1}}; }
