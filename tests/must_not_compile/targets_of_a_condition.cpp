// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the function of targets_of and sources_of lists numbers of neurons
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto rule = connected_if([](auto i, auto j) { return i % 2 == j % 2; });
#else
constexpr auto rule = targets_of([](auto i) { return i % 2 == 0; });
#endif
constexpr auto d = describe(population<"n">(5, lif{}), projection<"n -> n.v">(rule, weight(1_mV)));

int main() { simulation<network<d>> sim; }
