// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: regularly has two names, its own and that of a population or projection
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}),
                            regularly<"k", "n">(every{10_ms}, [](auto& n) { n["v"_name] = n["E_L"_name]; }));
#else
constexpr auto d =
    describe(population<"n">(5, lif{}), regularly<"n">(every{10_ms}, [](auto& n) { n["v"_name] = n["E_L"_name]; }));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
