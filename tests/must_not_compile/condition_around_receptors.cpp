// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: receptors go around refractory_while
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using cell = synaptic<refractory_while<hodgkin_huxley>, conductance<exponential>>;
#else
using cell = refractory_while<synaptic<hodgkin_huxley, conductance<exponential>>>;
#endif

constexpr auto d = describe(population<"n">(5, cell{}));

int main() { simulation<network<d>> sim{seed{1}}; }
