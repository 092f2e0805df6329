// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: parameter<"..."> names a variable of this population's model
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define OPTION start<"v">(-60_mV)
#else
#define OPTION parameter<"v">(-60_mV)
#endif

constexpr auto d = describe(population<"n">(5, lif{}, OPTION));

int main() { simulation<network<d>> sim{seed{1}}; }
