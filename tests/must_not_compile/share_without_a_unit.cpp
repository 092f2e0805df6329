// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a rule of a projection has a value in another unit than the projection's weights: write it with the
// unit (.w_max = 1_nS, transmit_share<>{50_pA})
#include <cortexpr/core.hpp>

using namespace cortexpr;

using cell = synaptic<lif, receptor<"exc", current<exponential>>>;

#ifdef OK
constexpr transmit_share<> shares{50_pA};
#else
constexpr transmit_share<> shares{50e-3}; // 50 mA
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)), population<"out">(5, cell{}),
                            projection<"in -> out.exc">(all_to_all{}, weight(5_pA), plasticity{shares}));

int main() { simulation<network<d>> sim{seed{1}}; }
