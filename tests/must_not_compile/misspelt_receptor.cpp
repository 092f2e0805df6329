// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the target has no receptor and no variable of the name after the dot of the route
// nearest: exc
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ROUTE "in -> out.exc"
#else
#define ROUTE "in -> out.ecx"
#endif

constexpr auto d =
    describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)),
             population<"out">(5, synaptic_lif<conductance<alpha>>{}), projection<ROUTE>(all_to_all{}, weight(15_nS)));

int main() { simulation<network<d>> sim{seed{1}}; }
