// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: reset_at_crossing is for models with a reset whose threshold reads one variable
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, adex{}, reset_at_crossing<rk4>{}));
#else
constexpr auto d = describe(population<"n">(5, lif{}, reset_at_crossing<rk4>{}));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
