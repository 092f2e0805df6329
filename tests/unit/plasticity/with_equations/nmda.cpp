// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>

namespace {

using namespace unit_tests;

using cell =
    synaptic<lif, receptor<"ampa", conductance<exponential>>, receptor<"nmda", magnesium_block<conductance<summed>>>>;
constexpr auto d =
    describe(population<"in">(2, spike_times{}), population<"cell">(3, cell{}),
             projection<"B: in -> cell.ampa">(all_to_all{}, weight(2_nS), delay(uniform(0_ms, 2_ms)).rounded(),
                                              plasticity{ampa_and_nmda{.ratio = 0.2}}),
             projection<"N: in -> cell[0:2].nmda">(one_to_one{}, weight(1_nS), plasticity{nmda{}}));

TEST_CASE("nmda: AMPA and NMDA receptors on one spike, and a projection onto the NMDA receptor alone") {
  simulation<network<d>> sim{seed{2}, set<"in">(spike_list::at_steps(std::vector{5, 40, 41}, std::vector{0, 1, 0}))};
  double open = 0;
  for (int n = 0; n < 200; ++n) {
    const auto s = sim.get<"B.s">(), alone = sim.get<"N.s">();
    sim.run_steps(1);
    for (std::size_t j = 0; j < 3; ++j) { // all that is fed, at the start of the step
      const double g = 0.2 * 2e-9 * (s[j] + s[3 + j]) + (j < 2 ? 1e-9 * alone[j] : 0);
      REQUIRE(sim.get<"cell.nmda.g">()[j] == Approx(g).epsilon(1e-13).margin(1e-25));
    }
    open = s[0];
  }
  // Gating in closed form: x = exp(-t / tau_x) after one spike; the neuron's AMPA receptor got its weight.
  CHECK(open > 0.5);
  CHECK(sim.get<"cell.ampa.g">()[0] > 0);
  CHECK(sim.get<"N.x">()[1] == Approx(std::exp(-(199 - 40) * 0.1 / 2)).epsilon(0.01));
}

} // namespace
