// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the noise of a text of synapses depends on variables of the synapse and on parameters
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_algebra.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define AMPLITUDE "a"
#else
#define AMPLITUDE "v_post"
#endif
using rule = synapse_equations<"w : 1\n dx/dt = -x/(10*ms) + " AMPLITUDE "*xi/second**0.5 : 1", on_pre<"v_post += w*x">,
                               euler_maruyama>;
using cell = equations<"dv/dt = -v/(10*ms) : 1", threshold<"v > 1">, reset<"v = 0">>;
constexpr auto d = describe(population<"n">(5, cell{}),
                            projection<"S: n -> n.v">(all_to_all{}, weight(0.1), plasticity{rule{}.with<"a">(0.1)}));

int main() { simulation<network<d>> sim{seed{1}}; }
