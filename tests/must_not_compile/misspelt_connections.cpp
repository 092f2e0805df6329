// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: connections<"label"> and weight_matrix<"label"> name no projection of this description
// nearest: learns
#include <cortexpr/core.hpp>
#include <cortexpr/io/connections.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "learns"
#else
#define NAME "learn"
#endif

constexpr auto d = describe(population<"in">(20, poisson{}), population<"out">(5, lif{}),
                            projection<"learns: in -> out.v">(all_to_all{}, weight(5_mV)));

int main() {
  const simulation<network<d>> sim{seed{1}};
  static_cast<void>(connections<NAME>(sim, 1_mV));
}
