// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: precise_spikes{} is for models with equations and a threshold, spikes(x, p)
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(1, lif{}, precise_spikes{}));
#else
constexpr auto d = describe(population<"n">(1, escape_rate{}, precise_spikes{}));
#endif

int main() { simulation<network<d>> sim; }
