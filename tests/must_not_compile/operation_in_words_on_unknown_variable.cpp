// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: statements, line 1, column 6: 'factor' is no variable of these synapses
// clang-format on
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
