// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: equations, line 1, column 9: the unit of 'g' does not follow from its uses; declare it: g : volt
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using cell = equations<"dv/dt = g*h*v : volt; h : siemens">;
#else
using cell = equations<"dv/dt = g*h*v : volt">;
#endif
static_assert(sizeof(cell) > 0);

int main() {}
