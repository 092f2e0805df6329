// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: equations, line 1, column 13: dt stands in an equation: its solution would depend on the step; only thresholds and statements know dt
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using cell = equations<"dv/dt = -v/(2*tau) : volt">;
#else
using cell = equations<"dv/dt = -v/(dt+tau) : volt">;
#endif
static_assert(sizeof(cell) > 0);

int main() {}
