// SPDX-License-Identifier: BSL-1.0
// Every synapse rule obeys the laws of plasticity.

#include "catch.hpp"
#include "plasticity_laws.hpp"

namespace {

using namespace cortexpr;
using laws::expectations;
const laws::violations_list none;

/// Pairs act on both sides as STDP says.
const expectations hebbian{.causal = +1, .anticausal = -1, .low = 0.1, .high = 0.7};

TEST_CASE("laws of plasticity: rules of pairs", "[laws][plasticity]") {
  CHECK(laws::violations(plasticity{transmit{}, stdp<>{.a_pre = 0.1, .a_post = -0.12, .w_min = 0.1, .w_max = 0.7}},
                         hebbian) == none);
  CHECK(laws::violations(plasticity{transmit{},
                                    stdp<power_law, nearest_pairs, clock_driven_traces>{
                                        .a_pre = 0.3, .a_post = -0.3, .w_min = 0.1, .w_max = 0.7}},
                         hebbian) == none);
  CHECK(laws::violations(
            plasticity{transmit{}, stdp<multiplicative>{.a_pre = 0.3, .a_post = -0.3, .w_min = 0.1, .w_max = 0.7}},
            hebbian) == none);
}

TEST_CASE("laws of plasticity: triplets", "[laws][plasticity]") {
  CHECK(laws::violations(
            plasticity{transmit{},
                       triplet_stdp{.a2_plus = 0.1, .a3_plus = 0.1, .a2_minus = 0.1, .w_min = 0.1, .w_max = 0.7}},
            hebbian) == none);
}

TEST_CASE("laws of plasticity: inhibitory pairs potentiate in both orders", "[laws][plasticity]") {
  CHECK(laws::violations(plasticity{transmit{}, inhibitory_stdp{.eta = 0.1, .w_min = 0.1, .w_max = 0.7}},
                         {.causal = +1, .anticausal = +1, .low = 0.1, .high = 0.7}) == none);
}

TEST_CASE("laws of plasticity: a positive signal turns eligibility into Hebbian changes", "[laws][plasticity]") {
  CHECK(laws::violations(plasticity{transmit{}, modulated_stdp{.a_pre = 1, .a_post = -1, .w_min = 0.1, .w_max = 0.7}},
                         hebbian) == none);
}

TEST_CASE("laws of plasticity: pool and exchange", "[laws][plasticity]") {
  CHECK(laws::violations(plasticity{weight_exchange{}, transmit{}},
                         {.low = 0, .high = 2, .conserved = laws::sums_with_pool}) == none);
  CHECK(laws::violations(plasticity{weight_pool{}, weight_exchange{.W0 = 0.5}, transmit{}},
                         {.low = 0, .high = 2, .conserved = laws::sums_with_pool}) == none);
}

TEST_CASE("laws of plasticity: sums held", "[laws][plasticity]") {
  const stdp<> strong{.a_pre = 0.1, .a_post = -0.12};
  expectations held = hebbian;
  held.low = 0, held.high = 1.5, held.conserved = laws::sums_with_pool;
  CHECK(laws::violations(plasticity{transmit{}, strong, normalise_always{1.5}}, held) == none);
  // Events move weights towards the goal even without a pair.
  CHECK(laws::violations(plasticity{transmit_share<>{}, strong, normalise_on_event{1.3}, clip_weight{0.2, 0.6}},
                         {.causal = +1, .anticausal = -1, .low = 0.2, .high = 0.61}) == none);
}

TEST_CASE("laws of plasticity: rules of every step", "[laws][plasticity]") {
  CHECK(laws::violations(plasticity{transmit{}, homeostatic_scaling{.goal = 50_Hz, .tau_w = 1_s, .interval = 3_ms},
                                    weight_decay{.tau = 1_s, .interval = 2_ms, .w_rest = 0.2}},
                         {.low = 0.1, .high = 1}) == none);
}

TEST_CASE("laws of plasticity: transmission alone changes no weight", "[laws][plasticity]") {
  CHECK(laws::violations(plasticity{short_term{.tau_facil = 50_ms}},
                         {.low = 0.3, .high = 0.61, .changes_weights = false}) == none);
}

} // namespace
