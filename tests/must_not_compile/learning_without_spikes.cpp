// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule of a projection acts when the target spikes (on_post), but the target
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define RULE                                                                                                           \
  transmit {}
#else
#define RULE                                                                                                           \
  transmit{}, pair_stdp {}
#endif

constexpr auto d =
    describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"units">(5, rate_unit<linear>{}),
             projection<"in -> units.x">(all_to_all{}, weight(0.1), plasticity{RULE}));

int main() { simulation<network<d>> sim{seed{1}}; }
