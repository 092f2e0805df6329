// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a value of start<"..."> has another unit than the state variable in the model
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define VALUE uniform(-70_mV, -50_mV)
#else
#define VALUE uniform(-70_nS, -50_nS)
#endif

constexpr auto d = describe(population<"n">(5, lif{}, start<"v">(VALUE)));

int main() { simulation<network<d>> sim{seed{1}}; }
