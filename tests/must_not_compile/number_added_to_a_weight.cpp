// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: a plain number meets a weight or variable that has a unit: write the unit (-65_mV,
// 0.1_nS)
#include <cortexpr/core.hpp>

using namespace cortexpr;

/// Every arrival makes the synapse stronger.
struct growth {
#ifdef OK
  weight_value step = 0.1_nS;
#else
  double step = 0.1; // siemens
#endif
  void on_pre(auto& s) const { s.w += step; }
  bool operator==(const growth&) const = default;
};

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)),
                            population<"out">(5, synaptic_lif<conductance<exponential>>{}),
                            projection<"in -> out.exc">(all_to_all{}, weight(5_nS), plasticity{transmit{}, growth{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
