// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: spike_count(x, p) tells how many spikes there are in a step in which spikes(x, p) holds
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct counted {
  template <class I>
  struct state {
    number<I> n = 0;
  };
  template <class I>
  struct parameters {};
#ifdef OK
  static constexpr auto spikes(const auto& x, const auto&) { return x.n > 0.5; }
#endif
  static constexpr auto spike_count(const auto& x, const auto&) { return x.n; }
};

constexpr auto d = describe(population<"n">(1, counted{}));

int main() { simulation<network<d>> sim{}; }
