// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: synapse_equations<"...", ...> takes beside the equations on_pre<"...">
// mistake: weights and delays are options of the projection
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_algebra.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
using extra = initially<"w = 0">;
#else
using extra = threshold<"w > 0">;
#endif
using rule =
    synapse_equations<"w : 1\n x : 1", on_pre<"v_post += w; x = 1">,
                      std::conditional_t<std::is_same_v<extra, initially<"w = 0">>, initially<"x = 0">, extra>>;
using cell = equations<"dv/dt = -v/(10*ms) : 1", threshold<"v > 1">, reset<"v = 0">>;
constexpr auto d = describe(population<"n">(5, cell{}),
                            projection<"S: n -> n.v">(all_to_all{}, weight(0.1), plasticity{rule{}}), record<"S.x">());

int main() { simulation<network<d>> sim{seed{1}}; }
