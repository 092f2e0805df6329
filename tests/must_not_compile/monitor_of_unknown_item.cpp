// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: monitor<"name", "item"> names no population
// nearest: n
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "n"
#else
#define NAME "m"
#endif

struct mean_potential {
  static constexpr auto reads = names<"v">;
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

constexpr auto d = describe(population<"n">(5, lif{}), monitor<"n.mean_v", NAME>(mean_potential{}, every{1_ms}));

int main() { simulation<network<d>> sim{seed{1}}; }
