// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a slice in regularly<"name", "item[begin:end]"> is of neurons of a population; an operation on a
// projection sees all its synapses
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ITEM "S"
#else
#define ITEM "S[0:3]"
#endif
constexpr auto d =
    describe(population<"n">(5, lif{}), projection<"S: n -> n.v">(all_to_all{}, weight(uniform(0_mV, 1_mV))),
             regularly<"halve", ITEM>(every{1_ms}, [](auto& s) { s.w *= 0.5; }));

int main() { simulation<network<d>> sim{seed{1}}; }
