// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a monitor of listed spikes or events
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct looks {
  struct part {
    double n = 0;
  };
#ifdef OK
  static void on_spike(part& p, const auto&) { p.n += 1; }
#else
  static void on_step(part& p, const auto&) { p.n += 1; }
#endif
  static part merge(const part& a, const part& b) { return {a.n + b.n}; }
  static double result(const part& p) { return p.n; }
};
constexpr auto d = describe(population<"in">(5, spike_times{}), monitor<"count", "in">(looks{}));

int main() { simulation<network<d>> sim{seed{1}}; }
