// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: poisson_input<"population.receptor">: the population has no receptor and no variable
// nearest: exc
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "n.exc"
#else
#define NAME "n.ex"
#endif

constexpr auto d =
    describe(population<"n">(5, synaptic_lif<conductance<alpha>>{}), poisson_input<NAME>(1_kHz, weight(2_nS)));

int main() { simulation<network<d>> sim{seed{1}}; }
