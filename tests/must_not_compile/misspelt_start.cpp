// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: start<"..."> names no state variable of this population's model
// nearest: v
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "v"
#else
#define NAME "V"
#endif

constexpr auto d = describe(population<"n">(5, lif{}, start<NAME>(-60_mV)));

int main() { simulation<network<d>> sim{seed{1}}; }
