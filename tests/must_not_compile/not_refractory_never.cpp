// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the model has an input not_refractory but is never refractory
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct cell {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms
#ifdef OK
        ,
              t_ref = 2_ms
#endif
        ;
  };
  template <class I>
  struct inputs {
    number<I> not_refractory;
  };
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
};

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim; }
