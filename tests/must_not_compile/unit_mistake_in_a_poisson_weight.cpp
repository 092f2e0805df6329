// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: the weight of a projection or of a Poisson input has another unit
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}), poisson_input<"n.v">(1_kHz, weight(1_mV)));
#else
constexpr auto d = describe(population<"n">(5, lif{}), poisson_input<"n.v">(1_kHz, weight(1_nS)));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
