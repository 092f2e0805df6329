// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: on_bin of a monitor adds a bin of time to what it sums up
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct most_in_a_bin {
  static constexpr bool sums_exactly = true;
  struct part {
    int spikes = 0;
  };
  struct sums {
    int most = 0;
  };
  static void on_spike(part& p, const auto&) { ++p.spikes; }
  static part merge(const part& a, const part& b) { return {a.spikes + b.spikes}; }
#ifdef OK
  static void on_bin(sums& s, const part& bin) { s.most = s.most > bin.spikes ? s.most : bin.spikes; }
#else
  static void on_bin(part& s, const part& bin) { s.spikes = s.spikes > bin.spikes ? s.spikes : bin.spikes; }
#endif
  static int result(const sums& s) { return s.most; }
};
constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">(0.4_nA),
                            monitor<"most", "n">(most_in_a_bin{}, window{10_ms}, in_total{}));

int main() { simulation<network<d>> sim{seed{1}}; }
