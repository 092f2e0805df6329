// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the model has an input last_spike but never spikes
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
    second<I> last_spike;
  };
#ifdef OK
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
#endif
};

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim; }
