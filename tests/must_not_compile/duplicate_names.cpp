// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: two items of the description have one name
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define SECOND "b"
#else
#define SECOND "a"
#endif

constexpr auto d = describe(population<"a">(5, lif{}), population<SECOND>(5, lif{}));

int main() { simulation<network<d>> sim{seed{1}}; }
