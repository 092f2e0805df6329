// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define UNIT 1_mV
#else
#define UNIT 1_nS
#endif
constexpr auto d = describe(population<"n">(5, lif{}),
                            poisson_input<"n.v">(1_kHz, weight([](auto t, const auto&) { return (t / 1_s) * UNIT; })));

int main() { simulation<network<d>> sim; }
