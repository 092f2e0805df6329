// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: record<"n.name">(f) records a function of the neurons
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define RECORD record<"n.x">([](const auto& n) { return n["v"_name]; })
#else
#define RECORD record<"S.x">([](const auto& n) { return n["v"_name]; })
#endif
constexpr auto d = describe(population<"n">(5, lif{}), projection<"S: n -> n.v">(all_to_all{}, weight(1_mV)), RECORD);

int main() { simulation<network<d>> sim{seed{1}}; }
