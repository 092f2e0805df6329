// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: synapses_onto{...} and synapses_from{...} say which synapses of a projection are reached
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ITEM projection<"D: dopamine -> S.d">(all_to_all{}, weight(0.5))
#else
#define ITEM projection<"D: dopamine -> out.v">(synapses_onto{all_to_all{}}, weight(0.5_mV))
#endif

constexpr auto d = describe(
    population<"in">(20, poisson{}), population<"out">(5, lif{}), population<"dopamine">(2, poisson{}),
    projection<"S: in -> out.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, dopamine_stdp{.w_max = 4_mV}}),
    ITEM);

int main() { simulation<network<d>> sim{seed{1}}; }
