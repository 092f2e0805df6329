// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection onto synapses ("dopamine -> S.d") changes a variable of a rule of S
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto learning = plasticity{transmit{}, dopamine_stdp{.w_max = 4_mV}};
#else
constexpr auto learning = plasticity{transmit{}};
#endif

constexpr auto d =
    describe(population<"in">(20, poisson{}), population<"out">(5, lif{}), population<"dopamine">(2, poisson{}),
             projection<"S: in -> out.v">(all_to_all{}, weight(1_mV), learning),
             projection<"D: dopamine -> S.d">(all_to_all{}, weight(0.5)));

int main() { simulation<network<d>> sim{seed{1}}; }
