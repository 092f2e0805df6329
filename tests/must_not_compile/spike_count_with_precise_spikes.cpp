// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: precise_spikes{} locates one spike at a time, but the model's spike_count says how many there are
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct counted {
  template <class I>
  struct state {
    number<I> n = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.n = (3 - x.n) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.n > 0.5; }
#ifndef OK
  static constexpr auto spike_count(const auto& x, const auto&) { return x.n; }
#endif
  static constexpr void reset(auto& x, const auto&) { x.n -= 1; }
};

constexpr auto d = describe(population<"n">(1, counted{}, precise_spikes{}));

int main() {
  simulation<network<d>> sim{};
  sim.run(1_ms);
}
