// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of
// mistake_in_equations<...> mistake: equations, line 1, column 1: 'w' is the weight of the
// projection, which no equation moves; give this variable another name
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>

using namespace cortexpr;

using namespace cortexpr::texts;
#ifdef OK
using rule = synapse_equations<"dx/dt = -x/(1*second) : siemens", on_pre<"g_post += x">, initially<"x = 1*nS">>;
#else
using rule = synapse_equations<"dw/dt = -w/(1*second) : siemens", on_pre<"g_post += w">, initially<"w = 1*nS">>;
#endif
static_assert(sizeof(rule) > 0);

int main() {}
