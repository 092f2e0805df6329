// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: unit mistake: time_constants(...) of a rule returns times with a unit
#include <cortexpr/core.hpp>

using namespace cortexpr;

struct decay {
  struct at_target {
    double y = 0;
  };
#ifdef OK
  quantity<dim::second> time_constants(at_target) const { return 20_ms; }
#else
  at_target time_constants(at_target) const { return {20}; } // seconds
#endif
  void spike(at_target& post) const { post.y += 1; }
  void on_pre(auto& s) const { s.w -= 0.1 * s.y * s.w; }
  bool operator==(const decay&) const = default;
};

constexpr auto d = describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)),
                            population<"out">(5, synaptic_lif<conductance<exponential>>{}),
                            projection<"in -> out.exc">(all_to_all{}, weight(5_nS), plasticity{transmit{}, decay{}}));

int main() {
  simulation<network<d>> sim{seed{1}};
  sim.run(1_ms);
}
