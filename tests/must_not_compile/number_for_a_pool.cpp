// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a value of set
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto start_of_pool = 5_nS;
#else
constexpr auto start_of_pool = 5e-9;
#endif

constexpr auto d =
    describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)),
             population<"out">(5, synaptic_lif<conductance<exponential>>{}),
             projection<"S: in -> out.exc">(all_to_all{}, weight(0_nS), plasticity{weight_pool{}, transmit{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.set<"S.pool">(start_of_pool);
}
