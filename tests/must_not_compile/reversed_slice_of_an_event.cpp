// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a slice in on_event<"name", "population[begin:end]@event"> has begin < end
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define EVENT "n[0:3]"
#else
#define EVENT "n[3:3]"
#endif
constexpr auto d = describe(population<"n">(5, lif{}), on_event<"kick", EVENT>([](auto& n) { n["v"_name] = -60_mV; }));

int main() { simulation<network<d>> sim{seed{1}}; }
