// SPDX-License-Identifier: BSL-1.0
// expect: "population[begin:end].variable", has begin < end
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define PATH "n[0:3].V_th"
#else
#define PATH "n[0:].V_th"
#endif
constexpr auto d = describe(population<"n">(5, lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.set<PATH>(-48_mV);
}
