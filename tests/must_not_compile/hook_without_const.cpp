// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: on_pre of a synapse rule cannot be called, or would change a copy
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct mine {
  void on_post(auto& s) const { s.w += 1_mV; }
#ifdef OK
  void on_pre(auto& s) const { s.w -= 1_mV; }
#else
  void on_pre(auto& s) { s.w -= 1_mV; }
#endif
  bool operator==(const mine&) const = default;
};

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, mine{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
