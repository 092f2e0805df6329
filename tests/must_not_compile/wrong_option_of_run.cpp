// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: run takes as options progress::bar(), stop_when(f)
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define OPTION                                                                                                         \
  watch_nan {}
#else
#define OPTION                                                                                                         \
  seed { 1 }
#endif

constexpr auto d = describe(population<"n">(5, lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms, OPTION);
}
