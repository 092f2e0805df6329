// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: equations, line 1, column 1: the equation of 'a' is (shared)
// clang-format on
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
