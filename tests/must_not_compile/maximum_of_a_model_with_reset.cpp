// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: spikes_at_maximum<Model>: the model has a reset, which would keep v from its maximum
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using cell = spikes_at_maximum<hodgkin_huxley>;
#else
using cell = spikes_at_maximum<adex>;
#endif

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim{seed{1}}; }
