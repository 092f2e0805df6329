// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: weight(...) takes a quantity (2_nS), a number, a distribution
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}), projection<"n -> n.v">(all_to_all{}, weight(1_mV)));
#else
constexpr auto d = describe(population<"n">(5, lif{}), projection<"n -> n.v">(all_to_all{}, weight("1 mV")));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
