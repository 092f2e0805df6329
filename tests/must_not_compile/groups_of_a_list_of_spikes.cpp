// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a population of spike_times has no groups; give it a number of neurons
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"in">(5, spike_times{}));
#else
constexpr auto d = describe(population<"in">(groups(std::array{group{"E", 4}, group{"I", 1}}), spike_times{}));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
