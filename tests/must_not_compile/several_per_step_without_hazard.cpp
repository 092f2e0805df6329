// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: several_per_step is for models that spike at random, hazard(x, p)
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct counted {
  template <class I>
  struct state {
    number<I> n = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr bool several_per_step = true;
#ifdef OK
  static constexpr auto hazard(const auto& x, const auto&) { return x.n * 1_kHz; }
#else
  static constexpr auto spikes(const auto& x, const auto&) { return x.n > 0.5; }
#endif
};

constexpr auto d = describe(population<"n">(1, counted{}));

int main() { simulation<network<d>> sim{}; }
