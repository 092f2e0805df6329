// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: with<"name">(value): the equations have no parameter of this name
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_algebra.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define NAME "share"
#else
#define NAME "shair"
#endif
using rule = synapse_equations<"w : 1", on_pre<"v_post += w*share">>;
using cell = equations<"dv/dt = -v/(10*ms) : 1", threshold<"v > 1">, reset<"v = 0">>;
constexpr auto d =
    describe(population<"n">(5, cell{}),
             projection<"S: n -> n.v">(all_to_all{}, weight(0.1), plasticity{rule{}.with<"share">(1).with<NAME>(0.5)}));

int main() { simulation<network<d>> sim{seed{1}}; }
