// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule of a projection reads or writes its source (pre<"...">), but the source is a list of spikes
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct watch {
  using reads = pre<"v">;
  void on_pre(auto& s) const { s.w *= 0.5; }
  bool operator==(const watch&) const = default;
};

#ifdef OK
constexpr lif source;
#else
constexpr spike_times source;
#endif
constexpr auto d = describe(population<"in">(20, source), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, watch{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
