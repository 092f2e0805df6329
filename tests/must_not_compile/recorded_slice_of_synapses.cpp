// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a slice in record<"item[begin:end].variable"> is of neurons
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define RECORD record<"S.w">()
#else
#define RECORD record<"S[0:3].w">()
#endif
constexpr auto d =
    describe(population<"n">(5, lif{}), projection<"S: n -> n.v">(all_to_all{}, weight(uniform(0_mV, 1_mV))), RECORD);

int main() { simulation<network<d>> sim{seed{1}}; }
