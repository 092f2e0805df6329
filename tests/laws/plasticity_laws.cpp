// SPDX-License-Identifier: BSL-1.0
// The laws of plasticity find rules that were made wrong on purpose; what frozen rules leave going.

#include "plasticity_laws.hpp"
#include "catch.hpp"

namespace {

using namespace cortexpr;
const laws::violations_list none;
const laws::expectations hebbian{.causal = +1, .anticausal = -1, .low = 0.1, .high = 0.7};

TEST_CASE("the traces of a frozen rule go on", "[laws][plasticity]") {
  const plasticity rules{transmit{}, stdp<>{}};
  laws::detail::train pre, post;
  pre.add(10, 0);
  post.add(14, 0);
  auto sim = laws::detail::staged<laws::detail::stage<plasticity<transmit, stdp<>>>>(rules, pre, post);
  sim.freeze<"S", stdp<>>();
  sim.run_steps(12);
  sim.thaw<"S", stdp<>>();
  sim.run_steps(10);
  CHECK(sim.get<"S.w">()[0] - 0.3 == Approx(0.01 * std::exp(-4.0 / 20)).epsilon(1e-12));
  CHECK(sim.get<"n.u">()[0] == 0.3);
}

TEST_CASE("sums move while normalise_always is frozen, and are restored when it thaws", "[laws][plasticity]") {
  using list = plasticity<transmit, stdp<>, normalise_always>;
  const list rules{transmit{}, stdp<>{.a_pre = 0.1, .a_post = 0}, normalise_always{1.5}};
  auto sim = laws::detail::busy<laws::detail::stage<list>>(rules);
  const auto sum = [&] { return laws::sums_with_pool(sim.get<"S.w">(), {})[0]; };
  CHECK(sum() == Approx(1.5).epsilon(1e-14));
  sim.freeze<"S", normalise_always>();
  sim.run_steps(100);
  CHECK(sum() > 1.6);
  sim.thaw<"S", normalise_always>();
  CHECK(sum() == Approx(1.5).epsilon(1e-14));
  sim.run_steps(100);
  CHECK(sum() == Approx(1.5).epsilon(1e-14));
}

// Rules that are wrong in one place each.
namespace wrong {

struct upside_down : stdp<> {
  void on_pre(auto& s) const { s.w += 0.01 * s.y; }
};
struct growing_with_distance : stdp<> {
  void on_post(auto& s) const { s.w += s.x == 0 ? 0 : 0.01 * (1 - s.x); }
};
struct boundless : stdp<> {
  void on_post(auto& s) const { s.w += 0.1 * s.x; }
};
struct leaking_pool : weight_pool {
  void on_pre(auto& s) const {
    s.w += 0.3 * s.pool;
    s.pool *= 0.71;
  }
};
/// Remembers what no rule may: how often it was called in this program.
struct worldly {
  inline static int calls = 0;
  void on_pre(auto& s) const { s.w += 1e-3 * (++calls % 7); }
  bool operator==(const worldly&) const = default;
};
struct idle {
  void on_pre(auto&) const {}
  bool operator==(const idle&) const = default;
};

} // namespace wrong

TEST_CASE("the laws of plasticity find what is wrong", "[laws][plasticity]") {
  const auto with = [](auto rule) { return plasticity{transmit{}, rule}; };
  CHECK(laws::pairs_act(with(stdp<>{}), hebbian) == none);
  CHECK(laws::pairs_act(with(wrong::upside_down{}), hebbian).size() == 1);
  CHECK(laws::pairs_act(with(wrong::growing_with_distance{}), hebbian) ==
        laws::violations_list{"distant pairs act more"});
  CHECK(laws::weights_stay_in_bounds(with(wrong::boundless{}), hebbian) != none);
  CHECK(laws::quantities_are_conserved(with(wrong::leaking_pool{}), {.conserved = laws::sums_with_pool}) != none);
  CHECK(laws::monitors_change_nothing(with(wrong::worldly{})) != none);
  CHECK(laws::runs_can_be_cut(with(wrong::worldly{})) != none);
  CHECK(laws::frozen_rules_rest(with(wrong::idle{}), {}) != none);
  CHECK(laws::frozen_rules_rest(with(stdp<>{}), {.changes_weights = false}) != none);
}

} // namespace
