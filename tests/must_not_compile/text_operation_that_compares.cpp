// SPDX-License-Identifier: BSL-1.0
// Python has == beside =; an operation that only compares would do nothing.
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: condition, line 1, column 3: an operation sets something, as v = V_r, and this compares; = sets a value
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define WORDS "v = E_L"
#else
#define WORDS "v == E_L"
#endif
constexpr auto d = describe(population<"n">(5, lif{}), regularly<"rest", "n">(every{5_ms}, text<WORDS>));

int main() { simulation<network<d>> sim; }
