// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the function of a drive names no variable and no parameter of the population's model
// nearest: V_th
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d =
    describe(population<"n">(5, lif{}), drive<"n.I">([](auto, const auto& n) { return 1_nS * n["V_th"_name]; }));
#else
constexpr auto d =
    describe(population<"n">(5, lif{}), drive<"n.I">([](auto, const auto& n) { return 1_nS * n["V_ht"_name]; }));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
