// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a value of synapses is a function of the pair
#include <cortexpr/core.hpp>

using namespace cortexpr;
using cell = synaptic_lif<current<exponential>>;

#ifdef OK
constexpr auto strength = [](auto i, auto) { return i * 1_nA; };
#else
constexpr auto strength = [](auto i) { return i * 1_nA; };
#endif
constexpr auto d = describe(population<"n">(5, cell{}), projection<"n -> n.exc">(all_to_all{}, weight(strength)));

int main() { simulation<network<d>> sim{seed{1}}; }
