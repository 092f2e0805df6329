// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: milstein needs diagonal noise
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct cell {
  template <class I>
  struct state {
    volt<I> x = 1_mV, y = 1_mV;
  };
  template <class I>
  struct parameters {
    second<I> tau = 20_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& s, const parameters<P>& p) {
    return {.x = -s.x / p.tau, .y = -s.y / p.tau};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>& s, const parameters<P>& p) {
#ifdef OK
    return {.x = s.x / sqrt(p.tau), .y = s.y / sqrt(p.tau)};
#else
    return {.x = s.y / sqrt(p.tau), .y = s.x / sqrt(p.tau)};
#endif
  }
};

constexpr auto d = describe(population<"n">(5, cell{}, milstein_ito{}));

int main() { simulation<network<d>> sim{seed{1}}; }
