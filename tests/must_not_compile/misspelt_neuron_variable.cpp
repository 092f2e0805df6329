// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule of a projection declares a variable that its neurons do not have
// nearest: V_th
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct watch {
#ifdef OK
  using reads = post<"V_th">;
#else
  using reads = post<"V_tr">;
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
