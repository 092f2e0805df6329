// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: set<"...">(...) is given to the simulation, not to the description
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}));
#else
constexpr auto d = describe(population<"n">(5, lif{}), set<"n">(10));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
