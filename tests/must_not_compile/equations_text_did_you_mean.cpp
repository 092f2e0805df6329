// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: 'taum' is not declared; did you mean 'tau_m'? If not, declare it: taum : second, or give the population its value
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
using cell = equations<"dv/dt = -v/tau_m : volt; tau_m = 20*ms : second">;
#else
using cell = equations<"dv/dt = -v/taum : volt; tau_m = 20*ms : second">;
#endif
constexpr auto d = describe(population<"n">(1, cell{}));

int main() { simulation<network<d>> sim{seed{1}}; }
