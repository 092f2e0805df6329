// SPDX-License-Identifier: BSL-1.0
// Running, stopping, going back to the start, profiles, progress.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <numeric>
#include <sstream>
#include <stdexcept>
#include <string>

namespace {

using namespace unit_tests;

constexpr auto busy = describe(
    record<"n.v">(), record<"n.spikes">(), record<"n.rate">(every{0.7_ms}), record<"S.w">(every{1_ms}),
    population<"in">(10, poisson{}, parameter<"rate">(300_Hz)),
    population<"n">(7, synaptic_lif<conductance<alpha>>{}, parameter<"t_ref">(uniform(0_ms, 4_ms)),
                    start<"v">(uniform(-70_mV, -50_mV))),
    projection<"S: in -> n.exc">(fixed_probability{0.5}, weight(uniform(0_nS, 10_nS)),
                                 delay(uniform(0_ms, 2_ms)).rounded()),
    projection<"n -> n.exc">(all_to_all{}.without_autapses(), weight(1_nS), delay(1.5_ms)),
    drive<"n.I">(sinusoid{0.3_nA, 30_Hz}), regularly<"fade", "S">(every{1.3_ms}, [](auto& s) { s.w *= 0.999; }));
using net = network<busy>;
using sim_type = simulation<net>;

bool same_recordings(const sim_type& a, const sim_type& b) {
  return a["n.v"_name].values == b["n.v"_name].values && a["n.v"_name].steps == b["n.v"_name].steps &&
         a["n.spikes"_name].steps == b["n.spikes"_name].steps &&
         a["n.spikes"_name].neurons == b["n.spikes"_name].neurons && a["n.rate"_name].hertz == b["n.rate"_name].hertz &&
         a["n.rate"_name].starts == b["n.rate"_name].starts && a["S.w"_name].values == b["S.w"_name].values;
}

TEST_CASE("a duration off the grid makes the next whole number of steps", "[run]") {
  const auto steps = [](quantity<dim::second> duration, quantity<dim::second> dt = 0.1_ms) {
    sim_type sim{time_step{dt}, set<"fade">(every{}), set<"n -> n.exc.delay">(0_ms)};
    sim.run(duration);
    return sim.state().step;
  };
  CHECK(steps(0_ms) == 0);
  CHECK(steps(0.1_ms) == 1);
  CHECK(steps(0.25_ms) == 3);
  CHECK(steps(0.30001_ms) == 4);
  CHECK(steps(0.300001_ms) == 3);
  CHECK(steps(0.2999999_ms) == 3);
  CHECK(steps(10.7_ms) == 107);
  sim_type sim;
  sim.run(10.7_ms);
  CHECK(sim.time() == 107 * 1e-4);
  CHECK(sim.dt() == 1e-4);
}

TEST_CASE("two runs are one", "[run]") {
  sim_type once{seed{1}}, twice{seed{1}}, stepwise{seed{1}};
  once.run(100_ms);
  twice.run(33.3_ms);
  twice.run(66.7_ms);
  for (int k = 0; k < 1000; ++k) stepwise.run_steps(1);
  CHECK(once["n.spikes"_name].size() > 10);
  CHECK(once.state() == twice.state());
  CHECK(same_recordings(once, twice));
  CHECK(once.state() == stepwise.state());
  CHECK(same_recordings(once, stepwise));
}

TEST_CASE("reset returns to the start and undoes what was set", "[run]") {
  sim_type sim{seed{2}}, fresh{seed{2}};
  sim.set<"n.V_th">(-55_mV);
  sim.set<"S.w">(20_nS);
  sim.run(30_ms, profiled{});
  sim.reset();
  CHECK(sim.state() == fresh.state());
  CHECK(sim["n.v"_name].rows() == 0);
  CHECK(sim.profile().empty());
  sim.run(30_ms);
  fresh.run(30_ms);
  CHECK(sim.state() == fresh.state());
  CHECK(same_recordings(sim, fresh));
}

TEST_CASE("clear_recordings empties recordings and leaves the state", "[run]") {
  sim_type sim{seed{2}}, other{seed{2}};
  sim.run(20_ms);
  sim.clear_recordings();
  CHECK(sim["n.v"_name].rows() == 0);
  CHECK(sim["n.v"_name].values.empty());
  CHECK(sim["n.spikes"_name].size() == 0);
  CHECK(sim["n.rate"_name].size() == 0);
  sim.run(20_ms);
  other.run(40_ms);
  CHECK(sim.state() == other.state());
  CHECK(sim["n.v"_name].steps.front() == 200);
  CHECK(sim["n.v"_name].rows() == 200);
}

TEST_CASE("a condition stops a run after a whole step", "[run]") {
  sim_type sim{seed{1}}, other{seed{1}};
  int asked = 0;
  sim.run(1_s, stop_when([&](auto& s) {
            ++asked;
            return s.state().step == 42;
          }));
  CHECK(asked == 42);
  CHECK(sim.state().step == 42);
  other.run_steps(42);
  CHECK(sim.state() == other.state());
  CHECK(same_recordings(sim, other));
  // Without an end in sight: room for three centuries is not reserved.
  sim.run(1e10_s, stop_when([](const auto& s) { return s["n.v"_name].rows() >= 50; }));
  CHECK(sim.state().step == 50);
}

TEST_CASE("an exception from a callback leaves state and recordings at a step boundary", "[run]") {
  sim_type sim{seed{1}}, other{seed{1}};
  const auto fail = [](auto& s) {
    if (s.state().step == 17) throw std::runtime_error("enough");
    return false;
  };
  CHECK_THROWS_AS(sim.run(1_s, stop_when(fail)), std::runtime_error);
  other.run_steps(17);
  CHECK(sim.state() == other.state());
  CHECK(same_recordings(sim, other));
  sim.run(10_ms);
  other.run(10_ms);
  CHECK(sim.state() == other.state());
  CHECK(same_recordings(sim, other));
}

/// Writes down what it is told.
struct witness {
  std::string* log;
  std::vector<std::int64_t>* updates;
  void start(std::int64_t steps, double dt) {
    *log += "start " + std::to_string(steps) + (dt == 1e-4 ? " ok;" : " bad dt;");
  }
  void update(std::int64_t done) { updates->push_back(done); }
  void finish(std::int64_t done) { *log += "finish " + std::to_string(done) + ";"; }
};

TEST_CASE("a progress object hears of start, every step and end", "[run]") {
  std::string log;
  std::vector<std::int64_t> updates, all(20);
  std::iota(all.begin(), all.end(), 1);
  sim_type sim;
  sim.run(2_ms, witness{&log, &updates});
  CHECK(log == "start 20 ok;finish 20;");
  CHECK(updates == all);
  log.clear();
  sim.run(2_ms, witness{&log, &updates}, stop_when([](auto& s) { return s.state().step == 25; }), profiled{});
  CHECK(log == "start 20 ok;finish 5;");
  log.clear();
  sim.run(0_ms, witness{&log, &updates});
  CHECK(log == "start 0 ok;finish 0;");
  std::ostringstream out;
  sim.run(1_ms, progress::bar(out));
  CHECK(out.str().find("100 %") != std::string::npos);
}

TEST_CASE("a profile names every entry of the schedule and adds up", "[run]") {
  sim_type sim{seed{1}}, other{seed{1}};
  CHECK(sim.profile().empty());
  sim.run(20_ms, profiled{});
  other.run(20_ms);
  CHECK(sim.state() == other.state()); // measuring changes nothing
  CHECK(same_recordings(sim, other));
  const auto first = sim.profile();
  REQUIRE(first.size() == net::structure::entries);
  CHECK(first[0].what == "record n.v");
  double sum = 0;
  for (const auto& entry : first) {
    CHECK(entry.seconds >= 0);
    sum += entry.seconds;
  }
  CHECK(sum > 0);
  sim.run(20_ms, profiled{});
  CHECK(sim.profile().size() == first.size());
  for (std::size_t k = 0; k < first.size(); ++k) CHECK(sim.profile()[k].seconds >= first[k].seconds);
}

} // namespace
