// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: i, j, N_pre, N_post, N_incoming and N_outgoing stand in on_pre and on_post of a text
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>

using namespace cortexpr;

#ifdef OK
#define GAIN "2"
#else
#define GAIN "N_incoming"
#endif

using rule = synapse_equations<"w : volt\n dx/dt = (" GAIN " - x)/(10*ms) : 1 (clock-driven)",
                               texts::on_pre<"v_post += w; x += 1">>;
constexpr auto d = describe(population<"in">(3, poisson{}), population<"n">(3, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{rule{}}));

int main() { simulation<network<d>> sim{seed{1}}; }
