// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: event_driven needs equations that are linear with constant coefficients
// The flag (event-driven) in a text asks for what equations cannot give.
#include <cortexpr/core.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
using rule = synapse_equations<"w : volt\ndx/dt = -x/(10*ms) : 1 (event-driven)", on_pre<"x += 1; v_post += w*x">>;
#else
using rule = synapse_equations<"w : volt\ndx/dt = -x*x/(10*ms) : 1 (event-driven)", on_pre<"x += 1; v_post += w*x">>;
#endif
constexpr auto d = describe(population<"in">(1, poisson{}), population<"n">(1, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{rule{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
