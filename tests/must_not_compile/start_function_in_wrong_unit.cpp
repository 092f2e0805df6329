// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a value of start<"...">
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto begin = [](auto n) { return n["E_L"_name] + 2_mV; };
#else
constexpr auto begin = [](auto n) { return n["t_ref"_name] * 2; };
#endif
constexpr auto d = describe(population<"n">(5, lif{}, start<"v">(begin)));

int main() { simulation<network<d>> sim{seed{1}}; }
