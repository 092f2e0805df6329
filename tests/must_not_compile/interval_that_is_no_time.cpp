// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: the `interval` of a rule with on_step is the time between two calls
#include <cortexpr/core.hpp>

using namespace cortexpr;

namespace {

struct slow_decay {
#ifdef OK
  quantity<dim::second> interval = 10_ms;
#else
  double interval = 10e-3;
#endif
  static void on_step(auto& s) { s.w *= 0.99; }
};

constexpr auto d =
    describe(population<"in">(1, poisson{}), population<"n">(1, lif{}),
             projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, slow_decay{}}));

} // namespace

int main() {
  simulation<network<d>> sim;
  sim.run(1_ms);
}
