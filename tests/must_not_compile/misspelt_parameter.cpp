// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: parameter<"..."> names no parameter of this population's model
// nearest: V_th
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "V_th"
#else
#define NAME "V_ht"
#endif

constexpr auto d = describe(population<"n">(5, lif{}, parameter<NAME>(-53_mV)));

int main() { simulation<network<d>> sim{seed{1}}; }
