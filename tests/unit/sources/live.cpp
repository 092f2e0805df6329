// SPDX-License-Identifier: BSL-1.0
// Live drives: signals of projections, diagnosis, single precision, every integrator's stages.

#include "catch.hpp"

#include <cortexpr/cortexpr.hpp>
#include <sstream>
#include <vector>

namespace {

using namespace cortexpr;

constexpr auto learning = describe(
    population<"in">(9, poisson{}, parameter<"rate">(200_Hz)), population<"n">(8, lif{}, rk4{}),
    projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, modulated_stdp{.w_max = 5_mV}}),
    drive<"n.I">(live), drive<"S.signal">(live), record<"n.spikes">());
constexpr auto constant = describe(
    population<"in">(9, poisson{}, parameter<"rate">(200_Hz)), population<"n">(8, lif{}, rk4{}),
    projection<"S: in -> n.v">(all_to_all{}, weight(1_mV), plasticity{transmit{}, modulated_stdp{.w_max = 5_mV}}),
    drive<"n.I">(0.2_nA), record<"n.spikes">());

TEST_CASE("a live drive that holds is a constant one, for inputs and for signals", "[live]") {
  simulation<network<learning, float>> sim{seed{2}, threads{2, true}};
  simulation<network<constant, float>> same{seed{2}};
  REQUIRE(sim.input<"n.I">().size() == 8);
  REQUIRE(sim.input<"S.signal">().size() == 1);
  for (double& x : sim.input<"n.I">()) x = 0.2e-9;
  for (int k = 0; k < 20; ++k) {
    const double reward = k % 3 - 1;
    sim.input<"S.signal">()[0] = reward;
    same.set<"S.signal">(reward);
    sim.advance(10_ms);
    same.run(10_ms);
    CHECK(sim.get<"S.signal">()[0] == static_cast<float>(reward));
  }
  CHECK(sim.get<"S.w">() == same.get<"S.w">());
  CHECK(sim["n.spikes"_name].steps == same["n.spikes"_name].steps);
  CHECK(sim["n.spikes"_name].size() > 10);
  const auto start = simulation<network<learning, float>>{seed{2}}.get<"S.w">();
  CHECK(sim.get<"S.w">() != start);
}

TEST_CASE("live drives are diagnosed by what has been written, and printed", "[live]") {
  simulation<network<learning, float>> sim;
  std::ostringstream before, after, schedule;
  before << sim.diagnose();
  for (double& x : sim.input<"n.I">()) x = 1e-9;
  after << sim.diagnose();
  CHECK(before.str() != after.str());
  CHECK_THAT(after.str(), Catch::Contains("1 nA"));
  network<learning>::schedule(schedule);
  CHECK(!schedule.str().empty());
}

} // namespace
