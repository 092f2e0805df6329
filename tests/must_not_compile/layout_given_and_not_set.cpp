// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the layout of a population is `given`
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(4, lif{}, placed(given)));

#ifdef OK
int main() { simulation<network<d>> sim{seed{1}, set<"n">(grid(2, 2, 10_um))}; }
#else
int main() { simulation<network<d>> sim{seed{1}}; }
#endif
