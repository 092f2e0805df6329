// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a plain number meets a weight or variable that has a unit: write the unit (-65_mV,
// 0.1_nS)
#include <cortexpr/core.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto bound = [](auto& s) { s.w = clip(s.w, 0_nS, 1_nS); };
#else
constexpr auto bound = [](auto& s) { s.w = clip(s.w, 0, 1); }; // siemens
#endif

constexpr auto d =
    describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)),
             population<"out">(5, synaptic_lif<conductance<exponential>>{}),
             projection<"S: in -> out.exc">(all_to_all{}, weight(given)), regularly<"bound", "S">(every{1_ms}, bound));

int main() {
  simulation<network<d>> sim{seed{1}, set<"S.w">(5_nS)};
  sim.run(1_ms);
}
