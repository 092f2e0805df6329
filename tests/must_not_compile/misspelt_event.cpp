// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: on_event<"name", "population@event"> names no population (its spikes) and no event
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define EVENT "n@high"
#else
#define EVENT "n@hihg"
#endif

struct watchful : lif {
  static constexpr std::tuple events{event<"high">([](const auto& x, const auto& p) { return x.v > p.V_th - 5_mV; })};
};
constexpr auto d =
    describe(population<"n">(5, watchful{}), on_event<"k", EVENT>([](auto& n) { n["v"_name] = n["E_L"_name]; }));

int main() { simulation<network<d>> sim{seed{1}}; }
