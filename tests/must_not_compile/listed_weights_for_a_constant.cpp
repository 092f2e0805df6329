// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the description gives one constant weight, the setting one per synapse
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

#ifdef OK
#define WEIGHT weight(given)
#else
#define WEIGHT weight(1_mV)
#endif

constexpr auto d = describe(population<"n">(5, lif{}), projection<"S: n -> n.v">(given, WEIGHT));

int main() { simulation<network<d>> sim{set<"S">(read_connections("edges.csv", 1_mV))}; }
