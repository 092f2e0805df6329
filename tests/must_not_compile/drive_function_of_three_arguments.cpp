// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the function of a drive is [](auto t) { ... } or
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}),
                            drive<"n.I">([](auto t, const auto& n) { return 0.1_nA * n.index() * sin(5_Hz * t); }));
#else
constexpr auto d =
    describe(population<"n">(5, lif{}),
             drive<"n.I">([](auto t, const auto& n, int) { return 0.1_nA * n.index() * sin(5_Hz * t); }));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
