// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a monitor of a projection declares what it reads
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct sums_weights {
#ifdef OK
  static constexpr auto reads = names<"w">;
#endif
  struct part {
    double n = 0;
  };
  static void on_step(part& p, const auto&) { p.n += 1; }
  static part merge(const part& a, const part& b) { return {a.n + b.n}; }
  static double result(const part& p) { return p.n; }
};
constexpr auto d =
    describe(population<"n">(5, lif{}), projection<"S: n -> n.v">(all_to_all{}, weight(uniform(0_mV, 1_mV))),
             monitor<"S.n", "S">(sums_weights{}));

int main() { simulation<network<d>> sim{seed{1}}; }
