// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: record<"n.name">(f) records a function under a name of its own
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define RECORD record<"n.x">([](const auto& n) { return n["v"_name]; })
#else
#define RECORD record<"n.v">([](const auto& n) { return n["v"_name]; })
#endif
constexpr auto d = describe(population<"n">(5, lif{}), RECORD);

int main() { simulation<network<d>> sim{seed{1}}; }
