// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: on_step_if(post) of a synapse rule says at which targets its on_step runs
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct watch {
  using reads = post<"v">;
  static bool on_step_if(const auto& post) { return post["v"_name] > -45_mV; }
#ifdef OK
  static void on_step(auto& s) { s.w *= 0.5; }
#else
  static void on_pre(auto& s) { s.w *= 0.5; }
#endif
  bool operator==(const watch&) const = default;
};

constexpr auto d = describe(population<"in">(20, lif{}), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, watch{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
