// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the population has no variable and no parameter of this name
#include <cortexpr/core.hpp>

using namespace cortexpr;
using cell = synaptic_lif<current<exponential>>;

#ifdef OK
constexpr auto higher = [](auto, auto, auto pre, auto post) { return pre["v"_name] > post["v"_name]; };
#else
constexpr auto higher = [](auto, auto, auto pre, auto post) { return pre["x"_name] > post["v"_name]; };
#endif
constexpr auto d = describe(population<"n">(5, cell{}), projection<"n -> n.exc">(connected_if(higher), weight(1_nA)));

int main() { simulation<network<d>> sim{seed{1}}; }
