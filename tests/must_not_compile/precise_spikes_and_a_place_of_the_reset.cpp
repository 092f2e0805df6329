// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a population with precise_spikes{} is reset where it crosses its threshold
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(1, lif{}, precise_spikes{}));
#else
constexpr auto d = describe(population<"n">(1, lif{}, precise_spikes{}, resets_at{slot::end, 0}));
#endif

int main() { simulation<network<d>> sim; }
