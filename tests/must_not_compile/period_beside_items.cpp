// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: every{...}, only{...} and at{...} stand inside the item that they are about
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}), record<"n.v">(every{1_ms}));
#else
constexpr auto d = describe(population<"n">(5, lif{}), record<"n.v">(), every{1_ms});
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
