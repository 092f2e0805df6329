// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: equations, line 3, column 18: cannot subtract volt from amp
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using cell = equations<R"(
  dv/dt = (E_L - v)/tau : volt
  dI_s/dt = (s_e - I_s)/tau : amp
  s_e : amp)">;
#else
using cell = equations<R"(
  dv/dt = (E_L - v)/tau : volt
  dI_s/dt = (s_e - v)/tau : amp
  s_e : amp)">;
#endif
static_assert(sizeof(cell) > 0);

int main() {}
