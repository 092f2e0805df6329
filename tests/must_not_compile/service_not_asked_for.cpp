// SPDX-License-Identifier: BSL-1.0
// expect: no member named
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct share_of_sum {
#ifdef OK
  using services = needs<incoming_sum>;
#endif
  static constexpr bool transmits = true;
  static void on_pre(auto& s) { s.receptor += s.w / s.incoming_sum * 1_mV; }
  bool operator==(const share_of_sum&) const = default;
};

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"in -> out.v">(all_to_all{}, weight(5_mV), plasticity{share_of_sum{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
