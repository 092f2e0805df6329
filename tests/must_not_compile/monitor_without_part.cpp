// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a monitor lacks its part
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct counts {
#ifdef OK
  struct part {
    double n = 0;
  };
#else
  struct parts {
    double n = 0;
  };
#endif
  static void on_spike(auto& p, const auto&) { p.n += 1; }
  static auto merge(const auto& a, const auto& b) { return std::remove_cvref_t<decltype(a)>{a.n + b.n}; }
  static auto result(const auto& p) { return p.n; }
};

constexpr auto d = describe(population<"n">(5, lif{}), monitor<"count", "n">(counts{}));

int main() { simulation<network<d>> sim{seed{1}}; }
