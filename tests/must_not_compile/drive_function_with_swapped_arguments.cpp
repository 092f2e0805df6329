// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the function of a drive takes the time first and the neuron second
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto d = describe(population<"n">(5, lif{}),
                            drive<"n.I">([](auto t, const auto& n) { return 0.1_nA * n.index() * sin(5_Hz * t); }));
#else
constexpr auto d = describe(population<"n">(5, lif{}),
                            drive<"n.I">([](const auto& n, auto t) { return 0.1_nA * n.index() * sin(5_Hz * t); }));
#endif

int main() { simulation<network<d>> sim{seed{1}}; }
