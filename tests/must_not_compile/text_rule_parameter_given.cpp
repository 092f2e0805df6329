// SPDX-License-Identifier: BSL-1.0
// expect: takes a quantity or a number
// A parameter of a rule in words that is to come later has a value nevertheless.
#include <cortexpr/core.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

using rule = synapse_equations<"w : volt\ndapre/dt = -apre/(20*ms) : 1 (event-driven)",
                               on_pre<"v_post += w; apre += 1; w = clip(w + apre*uV, 0*mV, w_max)">>;
#ifdef OK
constexpr auto learning = rule{}.with<"w_max">(2_mV);
#else
constexpr auto learning = rule{}.with<"w_max">(given);
#endif
constexpr auto d = describe(population<"in">(1, poisson{}), population<"n">(1, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{learning}));

int main() {
  simulation<network<d>> sim{seed{1}, set<"S.w_max">(1_mV)};
  sim.run(1_ms);
}
