// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the first argument of regularly is its period
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}),
                            regularly<"k", "n">(every{10_ms}, [](auto& n) { n["v"_name] = n["E_L"_name]; }));
#else
constexpr auto d =
    describe(population<"n">(5, lif{}), regularly<"k", "n">(10_ms, [](auto& n) { n["v"_name] = n["E_L"_name]; }));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
