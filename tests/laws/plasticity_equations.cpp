// SPDX-License-Identifier: BSL-1.0
// Rules with equations, currents and time constants of each side obey the laws of plasticity.

#include "catch.hpp"
#include "plasticity_laws.hpp"

namespace {

using namespace cortexpr;
const laws::violations_list none;
const laws::expectations transmits_only{.low = 0.3, .high = 0.61, .changes_weights = false};

TEST_CASE("laws of plasticity: synapses with equations of their own", "[laws][plasticity]") {
  CHECK(laws::violations(plasticity{tsodyks_markram{.tau_facil = 30_ms}}, transmits_only) == none);
  CHECK(laws::violations(plasticity{tsodyks_markram_events{}}, transmits_only) == none);
  CHECK(laws::violations(plasticity{nmda{}}, transmits_only) == none);
  CHECK(laws::runs_can_be_saved(plasticity{tsodyks_markram{.tau_facil = 30_ms}}) == none);
  CHECK(laws::runs_can_be_saved(plasticity{tsodyks_markram_events{}}) == none);
  CHECK(laws::runs_can_be_saved(plasticity{nmda{}}) == none);
}

TEST_CASE("laws of plasticity: calcium, with noise", "[laws][plasticity]") {
  const plasticity rules{calcium_plasticity{.tau = 1_s, .w_0 = 0.2, .w_1 = 0.9}, transmit{}};
  CHECK(laws::monitors_change_nothing(rules) == none);
  CHECK(laws::runs_can_be_cut(rules) == none);
  CHECK(laws::runs_can_be_saved(rules) == none);
  CHECK(laws::frozen_rules_rest(rules, {}) == none);
}

TEST_CASE("laws of plasticity: power law, inhibition with a time constant per side", "[laws][plasticity]") {
  CHECK(laws::violations(plasticity{transmit{}, power_law_stdp{.lambda = 0.05}},
                         {.causal = +1, .anticausal = -1, .low = 0, .high = 100}) == none);
  CHECK(laws::violations(
            plasticity{transmit{},
                       inhibitory_stdp{.eta = 0.1, .w_min = 0.1, .w_max = 0.7, .tau_pre = 10_ms, .tau_post = 30_ms}},
            {.causal = +1, .anticausal = +1, .low = 0.1, .high = 0.7}) == none);
}

} // namespace
