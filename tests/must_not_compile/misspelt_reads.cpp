// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the library does not know this member of a synapse rule
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct watch {
#ifdef OK
  using reads = post<"v">;
#else
  using read = post<"v">;
#endif
  void on_pre(auto& s) const { s.w *= 0.5; }
  bool operator==(const watch&) const = default;
};

constexpr auto d = describe(population<"in">(20, lif{}), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, watch{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
