// SPDX-License-Identifier: BSL-1.0
// Closed loops: steps without further ado, what is written and read in place.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cmath>
#include <cortexpr/simulation/checkpoint.hpp>
#include <cstdio>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace unit_tests;

constexpr auto loop = describe(
    population<"n">(70, lif{}, start<"v">(uniform(-70_mV, -50_mV))), population<"one">(1, lif{}), drive<"n.I">(live),
    drive<"n.I">(0.1_nA), drive<"one.I">(live), projection<"n -> one.v">(all_to_all{}, weight(0.1_mV), delay(0.5_ms)),
    record<"n.spikes">(), record<"one.v">(every{1_ms}));
using net = network<loop>;
using sim_type = simulation<net>;

constexpr auto played = describe(
    population<"n">(70, lif{}, start<"v">(uniform(-70_mV, -50_mV))), population<"one">(1, lif{}), drive<"n.I">(given),
    drive<"n.I">(0.1_nA), drive<"one.I">(given), projection<"n -> one.v">(all_to_all{}, weight(0.1_mV), delay(0.5_ms)),
    record<"n.spikes">(), record<"one.v">(every{1_ms}));

/// What the controller of these tests writes in round k.
double current(std::size_t k, std::size_t i) { return 1e-9 * (0.2 + 0.1 * std::sin(0.3 * double(k) + double(i))); }

TEST_CASE("advance: what is written between steps has the bits of a timed array of the same numbers",
          "[closed_loop][threads]") {
  constexpr std::size_t rounds = 60;
  std::vector<double> rows, of_one;
  for (std::size_t k = 0; k < rounds; ++k) {
    for (std::size_t i = 0; i < 70; ++i) rows.push_back(current(k, i));
    of_one.push_back(current(k, 3));
  }
  simulation<network<played>> expected{seed{5}, set<"n.I">(timed_array(rows, 70, 1_A, 1_ms)),
                                       set<"one.I">(timed_array(of_one, 1_A, 1_ms))};
  expected.run(60_ms);
  for (const threads team : {threads{1}, threads{2}, threads{2, true}, threads{3, true}, threads{7, true}}) {
    CAPTURE(team.n);
    sim_type sim{seed{5}, team};
    const std::span<double> in = sim.input<"n.I">(), in_one = sim.input<"one.I">();
    REQUIRE(in.size() == 70);
    REQUIRE(in_one.size() == 1);
    std::vector<std::uint32_t> neurons;
    std::vector<std::int64_t> steps;
    for (std::size_t k = 0; k < rounds; ++k) {
      for (std::size_t i = 0; i < 70; ++i) in[i] = current(k, i);
      in_one[0] = current(k, 3);
      if (k % 2 == 0) {
        sim.advance(1_ms);
      } else {
        sim.advance(3);
        const auto some = sim.spikes<"n">();
        neurons.insert(neurons.end(), some.begin(), some.end());
        steps.insert(steps.end(), some.steps.begin(), some.steps.end());
        sim.advance(7);
      }
      const recent_spikes now = sim.spikes<"n">();
      neurons.insert(neurons.end(), now.begin(), now.end());
      steps.insert(steps.end(), now.steps.begin(), now.steps.end());
      CHECK(sim.input<"n.I">().data() == in.data());
    }
    const auto& spikes = expected["n.spikes"_name];
    CHECK(spikes.size() > 50);
    CHECK(neurons == spikes.neurons);
    CHECK(steps == spikes.steps);
    CHECK(sim["one.v"_name].values == expected["one.v"_name].values);
    CHECK(sim.get<"n.v">() == expected.get<"n.v">());
  }
}

TEST_CASE("advance: spikes are those of the last call, views show the present values", "[closed_loop]") {
  sim_type sim{seed{1}};
  const auto v = sim.view<"n.v">();
  REQUIRE(v.size() == 70);
  CHECK(sim.view<"n.V_th">().size() == 1);
  CHECK(sim.spikes<"n">().empty());
  for (double& x : sim.input<"n.I">()) x = 1e-9;
  std::size_t total = 0;
  for (int k = 0; k < 20; ++k) {
    sim.advance(1_ms);
    total += sim.spikes<"n">().size();
    for (const std::int64_t step : sim.spikes<"n">().steps) CHECK((step >= 10 * k && step < 10 * (k + 1)));
    const auto copied = sim.get<"n.v">();
    CHECK(std::equal(copied.begin(), copied.end(), v.begin(), v.end()));
    if (k % 3 == 2) sim.clear_recordings();
  }
  CHECK(total > 0);
  sim.advance(0);
  CHECK(sim.spikes<"n">().empty());
  sim.run(10_ms);
  CHECK(sim.spikes<"n">().size() > 0);
}

TEST_CASE("advance: what set changes counts from the next step on, and runs in between are runs", "[closed_loop]") {
  sim_type sim{seed{2}}, other{seed{2}};
  for (auto* s : {&sim, &other})
    for (double& x : s->input<"n.I">()) x = 0.3e-9;
  sim.advance(5_ms);
  sim.set<"n.V_th">(-53_mV);
  sim.advance(5_ms);
  sim.run(5_ms);
  sim.advance(5_ms);
  other.run(5_ms);
  other.set<"n.V_th">(-53_mV);
  other.run(15_ms);
  CHECK(sim.state() == other.state());
  CHECK(sim["n.spikes"_name].steps == other["n.spikes"_name].steps);
}

TEST_CASE("advance: a variable that is not finite is an exception, also in small steps", "[closed_loop]") {
  sim_type sim;
  sim.input<"n.I">()[69] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(sim.advance(1_ms), not_finite);
  sim_type small;
  small.input<"n.I">()[3] = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(
      [&] {
        for (int k = 0; k < 10; ++k) small.advance(1);
      }(),
      not_finite);
  CHECK_THROWS_WITH(sim.advance(-1), Catch::Contains("advance: -1 steps"));
  CHECK_THROWS_WITH(sim.advance(-1_ms), Catch::Contains("advance: a duration of -1 ms"));
}

constexpr auto heard = describe(population<"in">(3, spike_times{}), record<"in.spikes">());

TEST_CASE("advance and send: times off the grid of steps are refused, as nobody would see them drift",
          "[closed_loop]") {
  sim_type sim{};
  CHECK_THROWS_WITH(sim.advance(0.25_ms), Catch::Matchers::Contains("advance: a duration of 0.25 ms is no multiple of "
                                                                    "the time step (0.1 ms); nearest: 0.2 ms, 0.3 ms"));
  CHECK_THROWS_WITH(sim.advance(-1_ms), Catch::Matchers::Contains("must be finite and not negative"));
  CHECK_THROWS_WITH(sim.advance(-1), Catch::Matchers::Contains("-1 steps are not possible"));
  CHECK(sim.state().step == 0);
  sim.advance(0);
  sim.advance(0_ms);
  CHECK(sim.state().step == 0);
  for (int k = 0; k < 1000; ++k) sim.advance(0.3_ms); // 0.3 / 0.1 is no whole number in binary
  CHECK(sim.state().step == 3000);
  simulation<network<heard>> ear{};
  CHECK_THROWS_WITH(ear.send<"in">(std::vector{1}, 0.25_ms), Catch::Matchers::Contains("no multiple of the time step"));
}

TEST_CASE("live drives: the place to write does not move, whatever is called", "[closed_loop]") {
  sim_type sim{seed{5}}, other{seed{6}};
  const std::span<double> in = sim.input<"n.I">();
  const auto is_there = [&] { return sim.input<"n.I">().data() == in.data() && sim.input<"n.I">().size() == 70; };
  in[3] = 1e-9;
  sim.advance(20_ms);
  const std::string file = "advance_place.state";
  sim.save_state(file);
  sim.reset();
  REQUIRE(is_there());
  CHECK(in[3] == 0);
  sim.load_state(file);
  std::remove(file.c_str());
  REQUIRE(is_there());
  CHECK(in[3] == 1e-9);
  sim.set<"n.I">(0.2_nA);
  sim.set<"n.V_th">(-51_mV);
  REQUIRE(is_there());
  other.input<"n.I">()[0] = 2e-9;
  sim = other;
  REQUIRE(is_there());
  CHECK(in[0] == 2e-9);
  sim = sim_type{seed{7}};
  REQUIRE(is_there());
  CHECK(in[0] == 0);
  in[0] = 1e-9;
  sim.advance(20_ms);
  CHECK(sim.spikes<"n">().size() > 0);
}

TEST_CASE("live drives are part of the state: checkpoints and copies have what was written", "[closed_loop]") {
  sim_type sim{seed{3}}, loaded{seed{4}};
  for (double& x : sim.input<"n.I">()) x = 0.3e-9;
  sim.advance(5_ms);
  const std::string path = "live_drive.state";
  sim.save_state(path);
  loaded.load_state(path);
  std::remove(path.c_str());
  CHECK(loaded.state() == sim.state());
  sim_type copy = sim;
  for (auto* s : {&sim, &loaded, &copy}) s->advance(10_ms);
  CHECK(loaded.state() == sim.state());
  CHECK(copy.state() == sim.state());
  copy.input<"n.I">()[0] = 0;
  CHECK(copy.state() != sim.state());
  sim.reset();
  CHECK(sim.input<"n.I">()[0] == 0);
}

} // namespace
