// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: cannot compare second with volt; 'tau' is in second since equations, line 1, column 16
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;

using namespace cortexpr::texts;
#ifdef OK
using cell = equations<"dv/dt = (0*mV - v)/tau : volt", threshold<"tau > 5*ms">>;
#else
using cell = equations<"dv/dt = (E - v)/tau : volt", threshold<"tau > 5*mV">>;
#endif
static_assert(sizeof(cell) > 0);

int main() {}
