// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: an item of a description lacks its brackets; write record<"n.v">()
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}), record<"n.v">());
#else
constexpr auto d = describe(population<"n">(5, lif{}), record<"n.v">);
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
