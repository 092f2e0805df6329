// SPDX-License-Identifier: BSL-1.0
// The rule of docs/plasticity/write_your_own.md does what its page says.

#include "../docs/plasticity/anti_hebbian_decay.hpp"
#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>

namespace {

using namespace unit_tests;
using counts = std::vector<std::int64_t>;

constexpr auto d = describe(
    population<"force">(1, spike_times{}), population<"in">(1, spike_times{}),
    population<"cell">(1, adder<always_integrated>{}), projection<"force -> cell.v">(all_to_all{}, weight(2_V)),
    projection<"S: in -> cell.u">(all_to_all{}, weight(1_V), plasticity{transmit{}, anti_hebbian_decay{.part = 0.2}}));

/// The weight after 100 steps of 0.1 ms; the cell spikes one step after it is forced to.
double weight_after(const counts& forced, const counts& arriving, const auto&... settings) {
  simulation<network<d>> sim{set<"force">(spikes_at(forced)), set<"in">(spikes_at(arriving)), settings...};
  sim.run_steps(100);
  return sim.get<"S.w">()[0];
}

TEST_CASE("own rule: arrivals after a spike of the target take a part of the weight", "[plasticity]") {
  CHECK(weight_after({10}, {31}) == Approx(1 - 0.2 * std::exp(-2.0 / 20)).epsilon(1e-14));
  // Each takes its part of what the former left; two spikes of the target add up.
  const double first = 1 - 0.2 * std::exp(-1.0 / 20);
  CHECK(weight_after({10}, {21, 31}) == Approx(first * (1 - 0.2 * std::exp(-2.0 / 20))).epsilon(1e-14));
  CHECK(weight_after({10, 20}, {31}) == Approx(1 - 0.2 * (std::exp(-2.0 / 20) + std::exp(-1.0 / 20))).epsilon(1e-14));
}

TEST_CASE("own rule: arrivals before a spike of the target, or with it, change nothing", "[plasticity]") {
  CHECK(weight_after({10}, {5}) == 1);
  CHECK(weight_after({10}, {11}) == 1);
  CHECK(weight_after({}, {5, 31}) == 1);
}

TEST_CASE("own rule: its parameters are set like any other rule's, and it can be frozen", "[plasticity]") {
  const auto rules = plasticity{transmit{}, anti_hebbian_decay{.part = 0.5, .tau = 10_ms}};
  CHECK(weight_after({10}, {31}, set<"S">(rules)) == Approx(1 - 0.5 * std::exp(-2.0 / 10)).epsilon(1e-14));

  simulation<network<d>> sim{set<"force">(spikes_at({10})), set<"in">(spikes_at({31}))};
  sim.freeze<"S", anti_hebbian_decay>();
  sim.run_steps(100);
  CHECK(sim.get<"S.w">()[0] == 1);
  CHECK(sim.get<"cell.u">()[0] == 1); // transmitted all the same
}

/// A rule that says nothing about ==.
struct plain_rule {
  struct window {
    quantity<dim::second> tau = 20_ms;
    int spikes = 3;
  } seen{};
  double part = 0.25;
  static void on_pre(auto& s) { s.w *= 0.5; }
};
constexpr auto of_plain =
    describe(population<"in">(1, spike_times{}), population<"cell">(1, adder<always_integrated>{}),
             projection<"S: in -> cell.u">(all_to_all{}, weight(1_V), plasticity{transmit{}, plain_rule{}}));

TEST_CASE("own rule: states are compared member by member where a rule has no ==", "[plasticity]") {
  const auto with = [](plain_rule rule) {
    return simulation<network<of_plain>>{set<"in">(spikes_at({3})), set<"S">(plasticity{transmit{}, rule})};
  };
  auto sim = with({}), same = with({});
  CHECK(sim.state() == same.state());
  CHECK_FALSE(sim.state() == with({.part = 0.5}).state());
  CHECK_FALSE(sim.state() == with({.seen = {.spikes = 4}}).state());
  sim.run_steps(5);
  CHECK_FALSE(sim.state() == same.state());
  same.run_steps(5);
  CHECK(sim.state() == same.state());
}

} // namespace
