// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: the unit in which connections<"..."> or weight_matrix<"..."> counts weights
#include <cortexpr/core.hpp>
#include <cortexpr/io/connections.hpp>

using namespace cortexpr;

#ifdef OK
#define UNIT 1_mV
#else
#define UNIT 1_nS
#endif

constexpr auto d = describe(population<"in">(20, poisson{}), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(5_mV)));

int main() {
  const simulation<network<d>> sim{seed{1}};
  return weight_matrix<"S">(sim, UNIT)(0, 0) > 0 ? 0 : 1;
}
