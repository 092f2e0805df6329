// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection onto an input cannot act on one that is given to the neuron
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
    number<I> sum = 0;
  };
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
};

constexpr auto term = couple([](auto pre, auto, auto w) { return w * pre["v"_name]; });
#ifdef OK
constexpr auto d = describe(population<"n">(5, cell{}), projection<"S: n -> n.sum">(all_to_all{}, weight(1.0), term));
#else
constexpr auto d =
    describe(population<"n">(5, cell{}), projection<"S: n -> n.last_spike">(all_to_all{}, weight(1.0), term));
#endif

int main() { simulation<network<d>> sim; }
