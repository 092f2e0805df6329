// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: threshold, line 1, column 1: a threshold is a condition, as
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;

using namespace cortexpr::texts;
#ifdef OK
using cell = equations<"dv/dt = (E_L - v)/tau : volt", threshold<"v > 0*mV">>;
#else
using cell = equations<"dv/dt = (E_L - v)/tau : volt", threshold<"v - 0*mV">>;
#endif
static_assert(sizeof(cell) > 0);

int main() {}
