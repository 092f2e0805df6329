// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: each(every{...}, f) takes a function of the simulation
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
#define FUNCTION [](auto& s) { s.template set<"n.V_th">(-53_mV); }
#else
#define FUNCTION [] {}
#endif

constexpr auto d = describe(population<"n">(5, lif{}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms, each(every{1_ms}, FUNCTION));
}
