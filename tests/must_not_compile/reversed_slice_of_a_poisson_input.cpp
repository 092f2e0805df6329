// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a slice in poisson_input<"population[begin:end].receptor"> has begin < end
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define INPUT poisson_input<"noise: n[0:3].v">(1_kHz, weight(1_mV))
#else
#define INPUT poisson_input<"noise: n[3].v">(1_kHz, weight(1_mV))
#endif
constexpr auto d = describe(population<"n">(5, lif{}), INPUT);

int main() { simulation<network<d>> sim{seed{1}}; }
