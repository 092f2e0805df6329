// SPDX-License-Identifier: BSL-1.0
// expect: synapse_value_is_missing
// A conductance of a synapse that is not called w: it would be 0, and the network silent.
#include <cortexpr/core.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
using rule = synapse_equations<"w : siemens", on_pre<"g_post += w">>;
#else
using rule = synapse_equations<"g_fast : siemens", on_pre<"g_post += g_fast">>;
#endif
using cell = equations<"dv/dt = g*v/(200*pF) : volt\ndg/dt = -g/(5*ms) : siemens">;
constexpr auto d = describe(population<"in">(1, poisson{}), population<"n">(1, cell{}),
                            projection<"S: in -> n.g">(all_to_all{}, weight(1_nS), plasticity{rule{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
