// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the model's flow reads a random number
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
    normal_number<I> xi;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, [[maybe_unused]] const In& in) {
#ifdef OK
    return {.v = -x.v / p.tau};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.v = sqrt(1 / p.tau)};
#else
    return {.v = (in.xi - x.v) / p.tau};
#endif
  }
};

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim; }
