// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a text that works on synapses names what they do not have
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define TEXT "w *= 0.99"
#else
#define TEXT "w *= factor"
#endif

constexpr auto d =
    describe(population<"in">(3, poisson{}), population<"n">(3, lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{pair_stdp{.w_max = 2_mV}}),
             regularly<"wear", "S">(every{10_ms}, texts::text<TEXT>));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_s);
}
