// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a model whose neurons may spike several times in a step cannot be refractory between these
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct counted {
  template <class I>
  struct state {
    number<I> n = 0;
  };
  template <class I>
  struct parameters {
#ifndef OK
    second<I> t_ref = 2_ms;
#endif
  };
  static constexpr auto spikes(const auto& x, const auto&) { return x.n > 0.5; }
  static constexpr auto spike_count(const auto& x, const auto&) { return x.n; }
};

constexpr auto d = describe(population<"n">(1, counted{}));

int main() { simulation<network<d>> sim{}; }
