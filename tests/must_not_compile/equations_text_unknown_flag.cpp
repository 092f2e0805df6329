// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: equations, line 1, column 24: unknown flag 'unless refractry'; did you mean (unless refractory)?
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using cell = equations<"dv/dt = -v/tau : volt (unless refractory)">;
#else
using cell = equations<"dv/dt = -v/tau : volt (unless refractry)">;
#endif
static_assert(sizeof(cell) > 0);

int main() {}
