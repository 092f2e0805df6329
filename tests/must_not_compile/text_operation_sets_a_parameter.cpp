// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: an operation in words sets a parameter
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/text_value.hpp>

using namespace cortexpr;
using namespace cortexpr::texts;

#ifdef OK
using cell = equations<"dv/dt = (a - v)/(5*ms) : 1\n a : 1 (shared, variable)">;
constexpr auto d = describe(population<"n">(2, cell{}), regularly<"r", "n">(every{5_ms}, text<"a = rand()">));
#else
using cell = equations<"dv/dt = (a - v)/(5*ms) : 1\n a : 1 (shared)">;
constexpr auto d =
    describe(population<"n">(2, cell{}, parameter<"a">(1)), regularly<"r", "n">(every{5_ms}, text<"a = rand()">));
#endif

int main() {
  simulation<network<d>> sim;
  sim.run(1_ms);
}
