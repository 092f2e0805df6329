// SPDX-License-Identifier: BSL-1.0
// Random networks with axonal and dendritic delays and all conventions for pairs that meet in one step behave as the
// naive simulator says.

#include "against_naive.hpp"

namespace {

using namespace against_naive;

/// A list of transmission and one rule, `add(p)` in the naive network.
template <auto const& D, class Rules, class Add>
void compare_delayed(const Rules& rules, long dendrite, naive::pairs coincident, const Add& add) {
  compare<D>(rules, [&](naive::projection& p) {
    p.rules = {naive::transmit()};
    p.dendrite = dendrite;
    p.coincident = coincident;
    add(p);
  });
}

using additive_rule = stdp<additive, all_pairs, exact_traces>;
constexpr auto not_counted = delayed_description<coincident_pairs::not_counted, 0, transmit, additive_rule>,
               post_first = delayed_description<coincident_pairs::post_before_pre, 0, transmit, additive_rule>,
               far_not_counted = delayed_description<coincident_pairs::not_counted, 3, transmit, additive_rule>;
constexpr auto far_pre_first =
    delayed_description<coincident_pairs::pre_before_post, 2, transmit, stdp<multiplicative, nearest_pairs>>;
constexpr auto far_power = delayed_description<coincident_pairs::not_counted, 2, transmit, power_law_stdp>;
constexpr auto far_vogels = delayed_description<coincident_pairs::not_counted, 1, transmit, inhibitory_stdp>;
constexpr auto far_triplets = delayed_description<coincident_pairs::not_counted, 4, transmit, triplet_stdp>;

const auto add_pairs = [](naive::projection& p) { naive::add_stdp(p, {.a_pre = 0.05, .a_post = -0.04}); };
constexpr additive_rule strong{.a_pre = 0.05, .a_post = -0.04};

TEST_CASE("random networks: pairs that meet in one step, by all conventions", "[plasticity][random]") {
  compare_delayed<not_counted>(plasticity{transmit{}, strong}, 0, naive::pairs::not_counted, add_pairs);
  compare_delayed<post_first>(plasticity{transmit{}, strong}, 0, naive::pairs::post_before_pre, add_pairs);
}
TEST_CASE("random networks: the conventions differ", "[plasticity][random]") {
  const auto wrong = [](naive::projection& p) {
    p.rules = {naive::transmit()};
    add_pairs(p);
  };
  CHECK(difference<not_counted>(2, wiring::dense, plasticity{transmit{}, strong}, wrong) != "");
  CHECK(difference<post_first>(2, wiring::dense, plasticity{transmit{}, strong}, wrong) != "");
  CHECK(difference<far_not_counted>(2, wiring::dense, plasticity{transmit{}, strong}, wrong) != "");
}
TEST_CASE("random networks: pairs at the end of a dendrite", "[plasticity][random]") {
  compare_delayed<far_not_counted>(plasticity{transmit{}, strong}, 3, naive::pairs::not_counted, add_pairs);
  compare_delayed<far_pre_first>(
      plasticity{transmit{}, stdp<multiplicative, nearest_pairs>{.a_pre = 0.1, .a_post = -0.1}}, 2,
      naive::pairs::pre_before_post, [](naive::projection& p) {
        naive::add_stdp(p, {.a_pre = 0.1, .a_post = -0.1, .mu_up = 1, .mu_down = 1, .nearest = true});
      });
}
TEST_CASE("random networks: power law, inhibitory pairs and triplets at the end of a dendrite",
          "[plasticity][random]") {
  compare_delayed<far_power>(
      plasticity{transmit{},
                 power_law_stdp{.tau_pre = 12_ms, .tau_post = 31_ms, .lambda = 0.03, .alpha = 0.7, .w_0 = 0.5}},
      2, naive::pairs::not_counted,
      [](naive::projection& p) { naive::add_power_law(p, 12e-3, 31e-3, 0.03, 0.7, 0.4, 0.5); });
  compare_delayed<far_vogels>(
      plasticity{transmit{},
                 inhibitory_stdp{.rho_0 = 8_Hz, .eta = 0.05, .w_max = 0.9, .tau_pre = 11_ms, .tau_post = 27_ms}},
      1, naive::pairs::not_counted, [](naive::projection& p) { naive::add_vogels(p, 11e-3, 27e-3, 8, 0.05, 0.9); });
  const triplet_stdp rule{.a2_plus = 1e-3, .a3_plus = 0.02, .a3_minus = 0.01, .w_max = 0.9};
  compare_delayed<far_triplets>(plasticity{transmit{}, rule}, 4, naive::pairs::not_counted, [&](naive::projection& p) {
    naive::add_triplet(p, {rule.tau_plus.si(), rule.tau_minus.si(), rule.tau_x.si(), rule.tau_y.si(), rule.a2_plus,
                           rule.a3_plus, rule.a2_minus, rule.a3_minus, rule.w_max.si()});
  });
}

} // namespace
