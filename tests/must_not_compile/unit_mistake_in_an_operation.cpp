// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: an operation has a value in another unit than the projection's weights
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr normalise operation{60_nS};
#else
constexpr normalise operation{60_mV};
#endif

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)),
                            population<"out">(5, synaptic_lif<conductance<exponential>>{}),
                            projection<"S: in -> out.exc">(all_to_all{}, weight(given)),
                            regularly<"normalise", "S">(every{10_ms}, operation));

int main() { simulation<network<d>> sim{seed{1}, set<"S.w">(values(std::vector<double>(100, 1e-9), 1_S))}; }
