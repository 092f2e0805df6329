// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: parameter<"...">(...), start<"...">(...), integrators and other options of a population stand
// inside it
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}, parameter<"V_th">(-53_mV)));
#else
constexpr auto d = describe(population<"n">(5, lif{}), parameter<"V_th">(-53_mV));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
