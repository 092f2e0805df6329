// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: two Poisson inputs of one receptor reach the same neurons, which would get the same random numbers
// twice; give one of them a label
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define INPUT poisson_input<"n[3:5].v">(1_kHz, weight(1_mV))
#else
#define INPUT poisson_input<"n[2:5].v">(1_kHz, weight(1_mV))
#endif
constexpr auto d = describe(population<"n">(5, lif{}), poisson_input<"n[0:3].v">(1_kHz, weight(1_mV)), INPUT);

int main() { simulation<network<d>> sim{seed{1}}; }
