// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a slice in monitor<"name", "item[begin:end]">
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define ITEM "n[0:3]"
#else
#define ITEM "n[3:0]"
#endif
constexpr auto d = describe(population<"n">(5, lif{}), monitor<"count", ITEM>(spike_count{}));

int main() { simulation<network<d>> sim{seed{1}}; }
