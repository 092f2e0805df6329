// SPDX-License-Identifier: BSL-1.0
// expect: "population[begin:end].variable", has begin < end
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define PATH "n[0:3].v"
#else
#define PATH "n[3:0].v"
#endif
constexpr auto d = describe(population<"n">(5, lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  return sim.get<PATH>().size() == 3 ? 0 : 1;
}
