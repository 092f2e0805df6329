// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: an operation in words sets a variable that the population shares and one that every neuron has
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
#define SETS "a = rand()"
#else
#define SETS "a = rand(); v = a"
#endif

using cell = equations<"dv/dt = (a - v)/(5*ms) : 1\n a : 1 (shared, variable)">;
constexpr auto d = describe(population<"n">(2, cell{}), regularly<"r", "n">(every{5_ms}, text<SETS>));

int main() {
  simulation<network<d>> sim;
  sim.run(1_ms);
}
