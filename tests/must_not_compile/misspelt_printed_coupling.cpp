// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: print_coupling<net, "label"> names no projection of this description
// nearest: gap
#include <cortexpr/core.hpp>
#include <cortexpr/network/print_coupling.hpp>
#include <iostream>

using namespace cortexpr;

#ifdef OK
#define LABEL "gap"
#else
#define LABEL "gaps"
#endif

constexpr auto d = describe(population<"cells">(5, lif{}),
                            projection<"gap: cells -> cells.I">(all_to_all{}, weight(1_nS), gap_junction{}));

int main() { print_coupling<network<d>, LABEL>(std::cout); }
