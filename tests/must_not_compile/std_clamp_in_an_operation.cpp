// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: call exp, pow, max, abs and their like without std:: in equations, rules and operations
#include <algorithm>
#include <cortexpr/core.hpp>

using namespace cortexpr;

constexpr auto d = describe(
    population<"in">(2, poisson{}), population<"n">(3, synaptic_lif<conductance<exponential>>{}),
    projection<"S: in -> n.exc">(all_to_all{}, weight(given)), regularly<"bound", "S">(every{1_ms}, [](auto& s) {
#ifdef OK
      s.w = clip(s.w, 0_nS, 1_nS);
#else
               s.w = std::clamp(s.w, 0.0, 1.0);
#endif
    }));

int main() {
  simulation<network<d>> sim{set<"S.w">(uniform(0_nS, 2_nS))};
  sim.run_steps(1);
}
