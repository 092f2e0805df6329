// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a shared variable of the model has the name of a variable, parameter or input
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
  struct shared {
#ifdef OK
    number<I> activity = 0;
#else
    number<I> v = 0;
#endif
  };
};

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim; }
