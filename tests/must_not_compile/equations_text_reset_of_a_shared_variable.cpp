// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: 'a' is (shared), one for all neurons, which reset cannot set
// clang-format on
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
using cell = equations<"dv/dt = (1 - v)/(5*ms) : 1\n a : 1 (variable)", threshold<"v > 1">, reset<"a += 1">>;
#else
using cell = equations<"dv/dt = (1 - v)/(5*ms) : 1\n a : 1 (shared)", threshold<"v > 1">, reset<"a += 1">>;
#endif

constexpr auto d = describe(population<"n">(2, cell{}));

int main() { simulation<network<d>> sim; }
