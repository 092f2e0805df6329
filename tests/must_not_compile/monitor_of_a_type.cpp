// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: monitor<"name", "item">(policy, options...) takes a monitor
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define POLICY                                                                                                         \
  spike_count {}
#else
#define POLICY 3
#endif
constexpr auto d = describe(population<"n">(5, lif{}), monitor<"count", "n">(POLICY));

int main() { simulation<network<d>> sim{seed{1}}; }
