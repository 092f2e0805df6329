// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the function of a recording names no variable
// nearest: C_m
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define RECORD record<"n.x">([](const auto& n) { return n["v"_name]; })
#else
#define RECORD record<"n.x">([](const auto& n) { return n["C_M"_name]; })
#endif
constexpr auto d = describe(population<"n">(5, lif{}), RECORD);

int main() { simulation<network<d>> sim{seed{1}}; }
