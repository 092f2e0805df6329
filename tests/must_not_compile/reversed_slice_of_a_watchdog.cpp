// SPDX-License-Identifier: BSL-1.0
// expect: "population[begin:end].variable", has begin < end
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "n[0:3]"
#else
#define NAME "n[3:3]"
#endif
constexpr auto d = describe(population<"n">(5, lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms, watch_rate<NAME>(0_Hz, 100_Hz));
}
