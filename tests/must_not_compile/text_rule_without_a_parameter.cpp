// SPDX-License-Identifier: BSL-1.0
// expect: rule_value_is_missing
// A time constant of a rule in words without a value.
#include <cortexpr/core.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

using rule =
    synapse_equations<"w : volt\ndapre/dt = -apre/taupre : 1 (event-driven)", on_pre<"v_post += w; apre += 1">>;
#ifdef OK
constexpr auto learning = rule{}.with<"taupre">(20_ms);
#else
constexpr auto learning = rule{};
#endif
constexpr auto d = describe(population<"in">(1, poisson{}), population<"n">(1, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{learning}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
