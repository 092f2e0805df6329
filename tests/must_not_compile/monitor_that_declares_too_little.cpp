// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a monitor reads a name that it does not declare
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct mean_potential {

#ifdef OK
  static constexpr auto reads = names<"v">;
#else
  static constexpr auto reads = names<"C_m">;
#endif

  struct part {
    quantity<dim::volt> sum{0};
    double n = 0;
  };
  static void on_step(part& p, const auto& n) {
    p.sum += n["v"_name];
    p.n += 1;
  }
  static part merge(const part& a, const part& b) { return {a.sum + b.sum, a.n + b.n}; }
  static auto result(const part& p) { return p.sum / p.n; }
};

constexpr auto d = describe(population<"n">(5, lif{}), monitor<"n.mean_v", "n">(mean_potential{}, every{1_ms}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
