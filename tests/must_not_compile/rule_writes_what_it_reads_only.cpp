// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule changes a variable of a neuron that it has declared to read only
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct watch {
#ifdef OK
  using writes = post<"v">;
#else
  using reads = post<"v">;
#endif
  void on_post(auto& s) const { s.post["v"_name] += 1_mV; }
  bool operator==(const watch&) const = default;
};

constexpr auto d = describe(population<"in">(20, lif{}), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, watch{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
