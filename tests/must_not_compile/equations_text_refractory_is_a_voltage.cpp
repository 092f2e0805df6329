// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: refractory, line 1, column 2: refractory is a time or a condition, this is in volt
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;

using namespace cortexpr::texts;
#ifdef OK
using cell = equations<"dv/dt = (E_L - v)/tau : volt", threshold<"v > 0*mV">, refractory<"5*ms">>;
#else
using cell = equations<"dv/dt = (E_L - v)/tau : volt", threshold<"v > 0*mV">, refractory<"5*mV">>;
#endif
static_assert(sizeof(cell) > 0);

int main() {}
