// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: spike of a synapse rule changes a copy
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct mine {
  struct at_source {
    double x = 0;
  };
  quantity<dim::second> time_constants(at_source) const { return 20_ms; }
#ifdef OK
  void spike(at_source& pre) const { pre.x += 1; }
#else
  void spike(at_source pre) const { pre.x += 1; }
#endif
  void on_pre(auto& s) const { s.w += 1_mV * s.x; }
  bool operator==(const mine&) const = default;
};

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, mine{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
