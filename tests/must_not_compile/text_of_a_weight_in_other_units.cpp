// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: value, line 1, column 12: this is in siemens, expected is in volt
// clang-format on
#include <cortexpr/core.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define WORDS "0.1*(i + 1)*mV"
#else
#define WORDS "0.1*(i + 1)*nS"
#endif
constexpr auto d = describe(population<"n">(5, lif{}), projection<"n -> n.v">(all_to_all{}, weight(text<WORDS>)));

int main() { simulation<network<d>> sim; }
