// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the synapses have no variable, and their rules no parameter, of this name
// nearest: w
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "S.w"
#else
#define NAME "S.g"
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, lif{}),
                            projection<"S: in -> out.v">(all_to_all{}, weight(given)));

int main() {
  simulation<network<d>> sim{seed{1}, set<"S.w">(1_mV)};
  sim.set<NAME>(2_mV);
}
