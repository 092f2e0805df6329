// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: value, line 1, column 18: 'n' is not known to a generator
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define WORDS "k for k in range(3)"
#else
#define WORDS "k for k in range(n)"
#endif
constexpr auto d = describe(population<"n">(5, lif{}), projection<"n -> n.v">(targets_of(text<WORDS>), weight(1_mV)));

int main() { simulation<network<d>> sim; }
