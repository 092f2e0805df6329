// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: value, line 1, column 3: a condition is expected here, as i != j
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define WORDS "i != j"
#else
#define WORDS "i - j"
#endif
constexpr auto d = describe(population<"n">(5, lif{}), projection<"n -> n.v">(connected_if(text<WORDS>), weight(1_mV)));

int main() { simulation<network<d>> sim; }
