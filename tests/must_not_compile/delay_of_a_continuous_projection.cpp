// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a projection onto an input is continuous and takes no delay
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto later = delay(0_ms);
#else
constexpr auto later = delay(1_ms); // outputs act in the next step; there is no queue of them
#endif

constexpr auto d = describe(population<"units">(2, rate_unit<linear>{}),
                            projection<"units -> units.net">(all_to_all{}, weight(1.0), later));

int main() { simulation<network<d>> sim{seed{1}}; }
