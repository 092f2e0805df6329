// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the function of a pair is
#include <cortexpr/core.hpp>

using namespace cortexpr;
using cell = synaptic_lif<current<exponential>>;

#ifdef OK
constexpr auto chosen = [](auto i, auto) { return i < 3; };
#else
constexpr auto chosen = [](auto i) { return i < 3; };
#endif
constexpr auto d = describe(population<"n">(5, cell{}), projection<"n -> n.exc">(connected_if(chosen), weight(1_nA)));

int main() { simulation<network<d>> sim{seed{1}}; }
