// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the function of connected_if and where says whether a pair is connected, true or false
#include <cmath>
#include <cortexpr/core.hpp>

using namespace cortexpr;
using cell = synaptic_lif<current<exponential>>;

constexpr auto chance = [](auto i, auto j) { return std::exp(-0.1 * double(i + j)); };
#ifdef OK
constexpr auto rule = all_to_all{} | with_probability(chance);
#else
constexpr auto rule = connected_if(chance);
#endif
constexpr auto d = describe(population<"n">(5, cell{}), projection<"n -> n.exc">(rule, weight(1_nA)));

int main() { simulation<network<d>> sim{seed{1}}; }
