// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the size of a population is `given`: add set<"population">(number of neurons)
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define SETTINGS , set<"n">(5)
#else
#define SETTINGS
#endif

constexpr auto d = describe(population<"n">(given, lif{}));

int main() { simulation<network<d>> sim{seed{1} SETTINGS}; }
