// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: two operations (regularly) work on one item at the same place of the step
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ITEM "n[3:5]"
#else
#define ITEM "n[2:5]"
#endif
constexpr auto kick = [](auto& n) { n["v"_name] = -60_mV; };
constexpr auto d = describe(population<"n">(5, lif{}), regularly<"a", "n[0:3]">(every{1_ms}, kick),
                            regularly<"b", ITEM>(every{1_ms}, kick));

int main() { simulation<network<d>> sim{seed{1}}; }
