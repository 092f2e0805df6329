// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: tolerance<"..."> names no state variable of this population's model
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto method = dormand_prince{tolerance<"w">(1_pA)};
#else
constexpr auto method = dormand_prince{tolerance<"u">(1_pA)};
#endif

constexpr auto d = describe(population<"cells">(5, adex{}, method));

int main() { simulation<network<d>> sim{seed{1}}; }
