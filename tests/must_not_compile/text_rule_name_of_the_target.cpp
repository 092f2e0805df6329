// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a statement of a rule in words makes a name that is a variable of the target, too
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

using cell = equations<"dv/dt = (g - v)/(10*ms) : 1\n dg/dt = -g/(5*ms) : 1\n u : 1 (variable)">;
#ifdef OK
using rule = synapse_equations<"w : 1", on_pre<"spent = 0.5*w; g_post += spent">>;
#else
using rule = synapse_equations<"w : 1", on_pre<"u = 0.5*w; g_post += u">>;
#endif
constexpr auto d = describe(population<"n">(5, cell{}), population<"in">(5, poisson{}, parameter<"rate">(20_Hz)),
                            projection<"in -> n.g">(all_to_all{}, weight(0.1), plasticity{rule{}}));

int main() { simulation<network<d>> sim{seed{1}}; }
