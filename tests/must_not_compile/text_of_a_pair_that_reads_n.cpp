// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: value, line 1, column 10: 'N' may be meant of either end of a pair; write N_pre or N_post
// clang-format on
#include <cortexpr/core.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define VALUE "-0.1*mV"
#else
#define VALUE "0.1*mV*i/N"
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(text<VALUE>)));

int main() { simulation<network<d>> sim; }
