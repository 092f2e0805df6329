// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: value, line 1, column 3: cannot add amp to volt
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define WORDS "v - E_L"
#else
#define WORDS "v + 3*nA"
#endif
constexpr auto d = describe(population<"n">(5, lif{}), record<"n.x">(text<WORDS>));

int main() { simulation<network<d>> sim; }
