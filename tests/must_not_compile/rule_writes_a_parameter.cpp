// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule of a projection declares to write a parameter or an input of a neuron
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct watch {
#ifdef OK
  using reads = post<"V_th">;
#else
  using writes = post<"V_th">;
#endif
  void on_post(auto& s) const { s.w += 0.1 * (s.post["V_th"_name] + 50_mV); }
  bool operator==(const watch&) const = default;
};

constexpr auto d = describe(population<"in">(20, lif{}), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, watch{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
