// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the population has no variable and no parameter of this name
// nearest: v
#include <cortexpr/core.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define VALUE "-0.1*mV"
#else
#define VALUE "-J"
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(text<VALUE>)));

int main() { simulation<network<d>> sim; }
