// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: spike of a synapse rule cannot be called
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct counting {
  struct at_source {
    double n = 0;
  };
#ifdef OK
  static void spike(at_source& x) { x.n += 1; }
#else
  static void spike(double& n) { n += 1; }
#endif
  bool operator==(const counting&) const = default;
};

constexpr auto d =
    describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
             projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, counting{}}));

int main() { simulation<network<d>> sim{seed{1}}; }
