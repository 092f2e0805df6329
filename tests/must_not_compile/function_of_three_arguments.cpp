// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: function<"f", lambda, unit, units of arguments...>: a function of a text has one argument or two
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_algebra.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define TAKES dim::one, dim::one
#else
#define TAKES dim::one, dim::one, dim::one
#endif
inline constexpr auto f = [](auto x, auto y, auto...) { return x + y; };
using own = equations<"dx/dt = f(x, 1)/(10*ms) : 1", texts::function<"f", f, dim::one, TAKES>>;
constexpr auto d = describe(population<"n">(5, own{}));

int main() { simulation<network<d>> sim{seed{1}}; }
