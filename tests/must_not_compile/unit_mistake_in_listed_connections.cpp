// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a value of set<"..."> has another unit than what it sets
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto unit_of_weights = 1_mV;
#else
constexpr auto unit_of_weights = 1_pA;
#endif

constexpr auto d = describe(population<"n">(5, lif{}), projection<"S: n -> n.v">(given, weight(given), delay(given)));

int main() { simulation<network<d>> sim{set<"S">(read_connections("edges.csv", unit_of_weights, 1_ms))}; }
