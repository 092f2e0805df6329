// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a variable of a synapse rule has a name that the library uses
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct mine {
#ifdef OK
  struct synapse {
    double trust = 1;
  };
#else
  struct synapse {
    double w = 1;
  };
#endif
  void on_pre(auto& s) const { s.w *= 0.9; }
  bool operator==(const mine&) const = default;
};

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, mine{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
