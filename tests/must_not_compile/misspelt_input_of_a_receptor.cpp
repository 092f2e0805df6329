// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a receptor has a static input(x, p, v), the current that it gives to the membrane
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct slow {
  static constexpr std::string_view jump = "y";
  template <class I, dimension Current>
  struct state {
    carrier<I, Current> y{};
  };
  template <class I, dimension Current, bool Inhibitory>
  struct parameters {
    second<I> tau = 50_ms;
  };
  template <class S, class P>
  static constexpr auto flow(const state<S, dim::amp>& x, const P& p) {
    return state<ddt<S>, dim::amp>{.y = -x.y / p.tau};
  }
#ifdef OK
  static constexpr auto input(const auto& x, const auto&, const auto&) { return x.y; }
#else
  static constexpr auto current(const auto& x, const auto&, const auto&) { return x.y; }
#endif
};

constexpr auto d = describe(population<"n">(5, synaptic_lif<slow>{}));

int main() { simulation<network<d>> sim{seed{1}}; }
