// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: an input called last_spike is the time of the neuron's last spike
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
    second<I> last_spike;
#else
    number<I> last_spike;
#endif
  };
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
};

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim; }
