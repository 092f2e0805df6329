// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: precise_spikes{} is for models, which cross a threshold; the times of a list of spikes
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"in">(1, spike_times{}));
#else
constexpr auto d = describe(population<"in">(1, spike_times{}, precise_spikes{}));
#endif

int main() { simulation<network<d>> sim; }
