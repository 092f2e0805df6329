// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: precise_spikes{} does not know last_spike, not_refractory and random numbers
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct cell {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
  };
  template <class I>
  struct inputs {
#ifdef OK
    number<I> drive = 2;
#else
    number<I> drive = 2;
    second<I> last_spike;
#endif
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const In& in) {
    return {.v = (in.drive - x.v) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

constexpr auto d = describe(population<"n">(5, cell{}, precise_spikes{}));

int main() { simulation<network<d>> sim; }
