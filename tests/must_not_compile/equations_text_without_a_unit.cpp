// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: equations, line 2, column 3: the line of 'v' has no unit; it ends in ': volt' or, for a pure number, in ': 1'
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using cell = equations<R"(
  dv/dt = (E_L - v)/tau : volt
  tau = 20*ms : second)">;
#else
using cell = equations<R"(
  dv/dt = (E_L - v)/tau
  tau = 20*ms : second)">;
#endif
static_assert(sizeof(cell) > 0);

int main() {}
