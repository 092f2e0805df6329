// SPDX-License-Identifier: BSL-1.0
// expect: but no rule that acts when the target spikes
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define RULES                                                                                                          \
  plasticity {                                                                                                         \
    pair_stdp { .w_max = 2_mV }                                                                                        \
  }
#else
#define RULES                                                                                                          \
  plasticity {                                                                                                         \
    transmit {}                                                                                                        \
  }
#endif

constexpr auto d = describe(population<"in">(3, poisson{}), population<"n">(3, lif{}),
                            projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), RULES, delay_of<"post">(2_ms)));

int main() { simulation<network<d>> sim{seed{1}}; }
