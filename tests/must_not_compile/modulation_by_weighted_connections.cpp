// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection onto synapses takes a list of connections without weights and delays
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

#ifdef OK
const auto edges = read_connections("edges.csv");
#else
const auto edges = read_connections("edges.csv", 1);
#endif

constexpr auto d = describe(
    population<"in">(20, poisson{}), population<"out">(5, lif{}), population<"dopamine">(2, poisson{}),
    projection<"S: in -> out.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, dopamine_stdp{.w_max = 4_mV}}),
    projection<"D: dopamine -> S.d">(given, weight(0.5)));

int main() { simulation<network<d>> sim{set<"D">(edges)}; }
