// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a population with precise_spikes{} finds its spikes while it is integrated, but the schedule has
// other
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr at place{slot::start, 0};
#else
constexpr at place{slot::after_groups, 0};
#endif

constexpr auto d = describe(population<"n">(1, lif{}, precise_spikes{}),
                            regularly<"clamp", "n">(
                                every{1_ms}, [](auto& n) { n["v"_name] = -70_mV; }, place));

int main() { simulation<network<d>> sim; }
