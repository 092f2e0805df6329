// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of
// mistake_in_equations<...> mistake: equations, line 1, column 1: 'w' is the weight of the projection and has no
// equation; give the variable another name and set w from it in on_pre or on_post
#include <cortexpr/core.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
using rule = synapse_equations<"dx/dt = -x/(10*ms) : volt", on_pre<"v_post += x">>;
#else
using rule = synapse_equations<"dw/dt = -w/(10*ms) : volt", on_pre<"v_post += w">>;
#endif
static_assert(sizeof(rule) > 0);

int main() {}
