// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: couple(...) reads a name that is no variable and no parameter of the neuron
// nearest: v
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define NAME "v"_name
#else
#define NAME "V"_name
#endif

constexpr auto d =
    describe(population<"cells">(5, lif{}),
             projection<"cells -> cells.I">(all_to_all{}, weight(1_nS), couple([](auto pre, auto post, auto w) {
                                              return w * (pre["v"_name] - post[NAME]);
                                            })));

int main() { simulation<network<d>> sim{seed{1}}; }
