// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a drive has another unit than the input that it acts on
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d =
    describe(population<"n">(5, lif{}), drive<"n.I">([](auto t) { return 0.3_nA * sin(6.28 * 5_Hz * t); }));
#else
constexpr auto d = describe(population<"n">(5, lif{}), drive<"n.I">([](auto t) { return 0.3_nA * t; }));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
