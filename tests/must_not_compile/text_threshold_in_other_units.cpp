// SPDX-License-Identifier: BSL-1.0
// One error, though the members of the model follow from the text.
// clang-format off
// expect: cortexpr: mistake in a text of equations: read its words, and the place, in the arguments of mistake_in_equations<...>
// mistake: threshold, line 1, column 3: cannot compare volt with amp
// clang-format on
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>

using namespace cortexpr;

#ifdef OK
using cell = equations<"dv/dt = -v/second : volt", texts::threshold<"v > 1*mV">>;
#else
using cell = equations<"dv/dt = -v/second : volt", texts::threshold<"v > 1*mA">>;
#endif
constexpr auto d = describe(population<"n">(5, cell{}), record<"n.spikes">());

int main() { simulation<network<d>> sim{seed{1}}; }
