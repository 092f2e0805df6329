// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the groups of a population are `given`: add set<"population">(groups(list))
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

#ifdef OK
#define SETTINGS , set<"cortex">(groups(std::vector{group{"E", 4}, group{"I", 1}}))
#else
#define SETTINGS
#endif

constexpr auto d = describe(population<"cortex">(groups(given), lif{}));

int main() { simulation<network<d>> sim{seed{1} SETTINGS}; }
