// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a slice in drive<"population[begin:end].input"> is of neurons of a population; the signal of a
// projection is one number
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define DRIVE drive<"S.signal">(1.0)
#else
#define DRIVE drive<"S[0:3].signal">(1.0)
#endif
constexpr auto d = describe(
    population<"n">(5, lif{}),
    projection<"S: n -> n.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, modulated_stdp{.w_max = 2_mV}}),
    DRIVE);

int main() { simulation<network<d>> sim{seed{1}}; }
