// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a monitor has rows, window{10_ms}, or one result
#include "models/mean_potential.hpp"

#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), monitor<"n.mean_v", "n">(mean_potential{}
#ifdef OK
                                                                                ,
                                                                                in_total{}
#else
                                                                                ,
                                                                                window{10_ms}, in_total{}
#endif
                                                                                ));

int main() { simulation<network<d>> sim{seed{1}}; }
