// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a name stands in angle brackets: population<"n">(100, lif{})
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}));
#else
constexpr auto d = describe(population("n", 5, lif{}));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
