// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: precise_spikes{} needs equations without noise
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct noisy : lif {
#ifndef OK
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>&) {
    return {.v = 1_mV / sqrt(20_ms)};
  }
#endif
};

constexpr auto d = describe(population<"n">(1, noisy{}, precise_spikes{}));

int main() { simulation<network<d>> sim; }
