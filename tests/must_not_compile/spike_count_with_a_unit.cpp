// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the model's spike_count has a unit; it is a number of spikes
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct counted {
  template <class I>
  struct state {
    volt<I> v = 0_V;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1_mV; }
#ifdef OK
  static constexpr auto spike_count(const auto& x, const auto&) { return x.v / 1_mV; }
#else
  static constexpr auto spike_count(const auto& x, const auto&) { return x.v; }
#endif
};

constexpr auto d = describe(population<"n">(1, counted{}));

int main() { simulation<network<d>> sim{}; }
