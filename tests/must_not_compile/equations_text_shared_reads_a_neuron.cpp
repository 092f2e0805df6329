// SPDX-License-Identifier: BSL-1.0
// expect: equations, line 1, column 1: the equation of
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
using cell = equations<"da/dt = -a/(5*ms) : 1 (shared)\n dv/dt = -v/(5*ms) : 1">;
#else
using cell = equations<"da/dt = (v - a)/(5*ms) : 1 (shared)\n dv/dt = -v/(5*ms) : 1">;
#endif

constexpr auto d = describe(population<"n">(2, cell{}));

int main() { simulation<network<d>> sim; }
