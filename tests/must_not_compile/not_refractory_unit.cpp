// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: an input called not_refractory is 1 while the neuron is not refractory
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct cell {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms, t_ref = 2_ms;
  };
  template <class I>
  struct inputs {
#ifdef OK
    number<I> not_refractory;
#else
    second<I> not_refractory;
#endif
  };
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
};

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim; }
