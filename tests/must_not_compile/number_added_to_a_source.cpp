// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct watch {
  using writes = pre<"v">;
#ifdef OK
  void on_post(auto& s) const { s.pre["v"_name] += 1_mV; }
#else
  void on_post(auto& s) const { s.pre["v"_name] += 1.0; }
#endif
  bool operator==(const watch&) const = default;
};

constexpr auto d = describe(population<"in">(20, lif{}), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, watch{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
