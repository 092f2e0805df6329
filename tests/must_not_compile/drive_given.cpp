// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: drive<"population.input"> names an input that is given to the neuron
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
    amp<I> I_ext = 0_A;
  };
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
};

#ifdef OK
constexpr auto d = describe(population<"n">(5, cell{}), drive<"n.I_ext">(1_nA));
#else
constexpr auto d = describe(population<"n">(5, cell{}), drive<"n.last_spike">(1_ms));
#endif

int main() { simulation<network<d>> sim; }
