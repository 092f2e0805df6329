// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a value of parameter<"..."> has another unit than the parameter in the model
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define VALUE -53_mV
#else
#define VALUE -53_nA
#endif

constexpr auto d = describe(population<"n">(5, lif{}, parameter<"V_th">(VALUE)));

int main() { simulation<network<d>> sim{seed{1}}; }
