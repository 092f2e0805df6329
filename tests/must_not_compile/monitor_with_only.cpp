// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: a monitor takes as options
#include "models/mean_potential.hpp"

#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(population<"n">(5, lif{}), monitor<"n.mean_v", "n">(mean_potential{}
#ifdef OK
                                                                                ,
                                                                                every{1_ms}
#else
                                                                                ,
                                                                                only{1, 2}
#endif
                                                                                ));

int main() { simulation<network<d>> sim{seed{1}}; }
