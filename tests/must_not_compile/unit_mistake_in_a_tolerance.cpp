// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a tolerance<"..."> has another unit than the variable in the model
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto method = dormand_prince{tolerance<"v">(1_uV)};
#else
constexpr auto method = dormand_prince{tolerance<"v">(1e-6)};
#endif

constexpr auto d = describe(population<"cells">(5, adex{}, method));

int main() { simulation<network<d>> sim{seed{1}}; }
