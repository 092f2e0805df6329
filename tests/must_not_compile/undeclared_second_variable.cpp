// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule looks at a variable of its source or target that it has not declared
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct watch {
#ifdef OK
  using reads = both<post<"v">, pre<"E_L">>;
#else
  using reads = post<"v", "E_L">;
#endif
  void on_pre(auto& s) const { s.w += 0.1 * (s.post["v"_name] - s.pre["E_L"_name]); }
  bool operator==(const watch&) const = default;
};

constexpr auto d = describe(population<"in">(20, lif{}), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV), plasticity{transmit{}, watch{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
