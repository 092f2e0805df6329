// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: start<"..."> names an input of this population's model
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define OPTION start<"v">(-60_mV)
#else
#define OPTION start<"I">(1_nA)
#endif

constexpr auto d = describe(population<"n">(5, lif{}, OPTION));

int main() { simulation<network<d>> sim{seed{1}}; }
