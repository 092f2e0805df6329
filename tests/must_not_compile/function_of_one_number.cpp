// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: function_of takes a function of two numbers
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto f = [](std::uint32_t i, std::uint32_t) { return i * 1_mV; };
#else
constexpr auto f = [](std::uint32_t i) { return i * 1_mV; };
#endif

constexpr auto d = describe(population<"n">(5, lif{}, start<"v">(function_of(f))));

int main() { simulation<network<d>> sim{seed{1}}; }
