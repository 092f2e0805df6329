// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: couple(f) takes a function of both sides and the weight
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr couple term([](auto pre, auto post, auto w) { return w * (pre["v"_name] - post["v"_name]); });
#else
constexpr couple term([](auto pre, auto post) { return 1_nS * (pre["v"_name] - post["v"_name]); });
#endif

constexpr auto d =
    describe(population<"cells">(5, lif{}), projection<"cells -> cells.I">(all_to_all{}, weight(1_nS), term));

int main() { simulation<network<d>> sim{seed{1}}; }
