// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: values by group have no place there: per_group(...) is for a population of groups
#include <cortexpr/core.hpp>
#include <vector>

using namespace cortexpr;

#ifdef OK
constexpr auto size = groups(std::array{group{"E", 4}, group{"I", 1}});
#else
constexpr auto size = 5;
#endif
constexpr auto d = describe(population<"n">(size, lif{}), poisson_input<"n.v">(1_kHz, weight(1_mV)));

int main() { simulation<network<d>> sim{set<"n.v.rate">(per_group(std::vector{1_kHz, 2_kHz}))}; }
