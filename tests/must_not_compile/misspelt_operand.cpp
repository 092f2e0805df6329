// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the operation names no variable and no parameter of the population's model
// nearest: E_L
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "E_L"
#else
#define NAME "EL"
#endif

struct pull {
  void operator()(auto& n) const { n["v"_name] = n[name_constant<NAME>{}]; }
};
constexpr auto d = describe(population<"n">(5, lif{}), regularly<"pull", "n">(every{1_ms}, pull{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
