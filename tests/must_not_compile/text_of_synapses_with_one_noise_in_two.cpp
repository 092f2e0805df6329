// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: one xi in two equations of a synapse is one noise
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_algebra.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define SECOND "xi_2"
#else
#define SECOND "xi_1"
#endif
using rule = synapse_equations<"w : 1\n dx/dt = -x/(10*ms) + xi_1/second**0.5 : 1\n dy/dt = -y/(10*ms) + " SECOND
                               "/second**0.5 : 1",
                               on_pre<"v_post += w*x*y">, euler_maruyama>;
using cell = equations<"dv/dt = -v/(10*ms) : 1", threshold<"v > 1">, reset<"v = 0">>;
constexpr auto d =
    describe(population<"n">(5, cell{}), projection<"S: n -> n.v">(all_to_all{}, weight(0.1), plasticity{rule{}}));

int main() { simulation<network<d>> sim{seed{1}}; }
