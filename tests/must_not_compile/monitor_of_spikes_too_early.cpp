// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a monitor of spikes works after the thresholds
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define PLACE                                                                                                          \
  at { slot::resets, -1 }
#else
#define PLACE                                                                                                          \
  at { slot::start, 0 }
#endif
constexpr auto d = describe(population<"n">(5, lif{}), monitor<"count", "n">(spike_count{}, PLACE));

int main() { simulation<network<d>> sim{seed{1}}; }
