// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: parameter<"..."> names an input of this population's model
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define OPTION parameter<"V_th">(-53_mV)
#else
#define OPTION parameter<"I">(1_nA)
#endif

constexpr auto d = describe(population<"n">(5, lif{}, OPTION));

int main() { simulation<network<d>> sim{seed{1}}; }
