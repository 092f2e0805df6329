// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the condition of a model's event is a comparison
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define CONDITION x.v > p.V_th - 5_mV
#else
#define CONDITION x.v - p.V_th
#endif

struct watchful : lif {
  static constexpr std::tuple events{event<"high">([](const auto& x, const auto& p) { return CONDITION; })};
};
constexpr auto d = describe(population<"n">(5, watchful{}), record<"n@high.spikes">());

int main() { simulation<network<d>> sim{seed{1}}; }
