// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: equations, line 1, column 9: the unit of 'g' does not follow from its uses; declare it: g : volt, or give the population its value
// clang-format on
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>

using namespace cortexpr;

using cell = equations<"dv/dt = g/C*v : volt">;
#ifdef OK
constexpr auto d = describe(population<"n">(1, cell{}, parameter<"g">(10_nS), parameter<"C">(200_pF)));
#else
constexpr auto d = describe(population<"n">(1, cell{}));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
