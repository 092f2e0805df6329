// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: reset, line 1, column 10: reset sets 'w', which is not declared; declare it: w : volt
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;

using namespace cortexpr::texts;
#ifdef OK
using cell = equations<"dv/dt = (E_L - v - w)/tau : volt; w : volt", threshold<"v > 0*mV">, reset<"v = E_L; w += b">>;
#else
using cell = equations<"dv/dt = (E_L - v - w)/tau : volt", threshold<"v > 0*mV">, reset<"v = E_L; w += b">>;
#endif
static_assert(sizeof(cell) > 0);

int main() {}
