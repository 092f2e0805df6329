// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: spikes_at_maximum looks at the whole current, that of receptors too
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using cell = spikes_at_maximum<synaptic<hodgkin_huxley, conductance<exponential>>>;
#else
using cell = synaptic<spikes_at_maximum<hodgkin_huxley>, conductance<exponential>>;
#endif

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim{seed{1}}; }
