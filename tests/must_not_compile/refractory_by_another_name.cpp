// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the model marks a variable unless_refractory but is never refractory; give it a parameter
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct unreliable {
  template <class I>
  struct state {
    unless_refractory<number<I>> x = 0;
  };
  template <class I>
  struct parameters {
#ifdef OK
    second<I> tau = 10_ms, t_ref = 5_ms;
#else
    second<I> tau = 10_ms, refractory = 5_ms; // as Brian2's argument is called
#endif
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& n, const parameters<P>& p) {
    return {.x = (1.1 - n.x) / p.tau};
  }
  static constexpr auto spikes(const auto& n, const auto&) { return n.x > 1; }
  static constexpr void reset(auto& n, const auto&) { n.x = 0; }
};

constexpr auto d = describe(population<"neurons">(25, unreliable{}));

int main() { simulation<network<d>> sim{seed{1}}; }
