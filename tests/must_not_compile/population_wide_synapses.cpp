// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: population_wide is for operations on a population
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"in">(2, poisson{}), population<"n">(2, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(uniform(0_mV, 1_mV))),
#ifdef OK
                            regularly<"decay", "S">(every{1_ms}, [](auto& s) { s.w *= 0.9; })
#else
                            regularly<"decay", "S">(every{1_ms}, population_wide([](auto& s) { s.w *= 0.9; }))
#endif
);

int main() { simulation<network<d>> sim; }
