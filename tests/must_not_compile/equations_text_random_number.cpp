// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: rand() changes within a step; give it a line of its own with (constant over dt)
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using cell = equations<"dv/dt = (r*mV - v)/tau : volt; r : 1">;
#else
using cell = equations<"dv/dt = (rand()*mV - v)/tau : volt">;
#endif
static_assert(sizeof(cell) > 0);

int main() {}
