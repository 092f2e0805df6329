// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: couple(...) reads variables of both sides, and a source has none
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr lif source{};
#else
constexpr poisson source{};
#endif

constexpr auto d =
    describe(population<"in">(5, source), population<"cells">(5, lif{}),
             projection<"in -> cells.I">(all_to_all{}, weight(1_nS), couple([](auto pre, auto post, auto w) {
                                           static_cast<void>(pre);
                                           return w * post["V_th"_name];
                                         })));

int main() { simulation<network<d>> sim{seed{1}}; }
