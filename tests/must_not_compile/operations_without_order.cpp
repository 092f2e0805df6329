// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: two operations (regularly) work on one item at the same place of the step
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define PLACE 1
#else
#define PLACE 0
#endif

constexpr auto d =
    describe(population<"n">(5, lif{}), regularly<"up", "n">(every{1_ms}, [](auto& n) { n["v"_name] += 1_mV; }),
             regularly<"halve", "n">(
                 every{1_ms}, [](auto& n) { n["v"_name] *= 0.5; }, at{slot::start, PLACE}));

int main() { simulation<network<d>> sim{seed{1}}; }
