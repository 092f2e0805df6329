// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: start<"..."> or parameter<"..."> names a line x = ... of a text
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define OPTION start<"v">(1_mV)
#else
#define OPTION start<"leak">(1_V / 1_s)
#endif

constexpr auto d =
    describe(population<"n">(5, equations<"dv/dt = leak : volt\n leak = -v/(10*ms) : volt/second">{}, OPTION));

int main() { simulation<network<d>> sim{seed{1}}; }
