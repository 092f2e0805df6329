// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection onto an input is continuous: its source's model must define output(x, p)
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr rate_unit<> source{};
#else
constexpr lif source{}; // spikes, no output
#endif

constexpr auto d = describe(population<"a">(20, source), population<"units">(5, rate_unit<>{}),
                            projection<"a -> units.net">(all_to_all{}, weight(0.1)));

int main() { simulation<network<d>> sim{seed{1}}; }
