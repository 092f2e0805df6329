// SPDX-License-Identifier: BSL-1.0
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: on_pre, line 1, column 11: unknown function 'clp'; did you mean clip()?
// clang-format on
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>

using namespace cortexpr;

using namespace cortexpr::texts;
#ifdef OK
using rule = synapse_equations<"w : siemens", on_pre<"g_post += clip(w, 0, 1*nS)">>;
#else
using rule = synapse_equations<"w : siemens", on_pre<"g_post += clp(w, 0, 1*nS)">>;
#endif
static_assert(sizeof(rule) > 0);

int main() {}
