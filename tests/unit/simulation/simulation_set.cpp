// SPDX-License-Identifier: BSL-1.0
// What sim.set changes between runs beside values of neurons and synapses: drives, lists of spikes, Poisson input.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <array>
#include <vector>

namespace {

using namespace unit_tests;

constexpr auto circuit =
    describe(population<"in">(3, spike_times{}),
             population<"n">(9, synaptic_lif<conductance<alpha>>{}, start<"v">(uniform(-70_mV, -60_mV))),
             projection<"in -> n.v">(all_to_all{}, weight(1_mV), delay(0.5_ms)), drive<"n.I">(0.1_nA),
             drive<"n.I">(sinusoid{0.1_nA, 20_Hz}), drive<"n.I">(given),
             poisson_input<"noise: n.exc">(1_kHz, weight(1_nS)), record<"n.v">(), record<"in.spikes">());
using net = network<circuit>;
using sim_type = simulation<net>;

auto array(double nA) { return timed_array(std::vector<double>{nA, 2 * nA}, 1_nA, 5_ms); }
auto spikes(std::vector<int> steps) { return spike_list::at_steps(steps, std::vector<int>(steps.size(), 1)); }

TEST_CASE("set between runs: drives, lists of spikes, rates and weights of Poisson input", "[set]") {
  const auto in = spikes({3, 50, 170});
  sim_type changed{seed{1}, set<"n.I">(array(0.01)), set<"in">(in)};
  // The same values from the beginning; before the change the network is that of `before`.
  sim_type before{seed{1}, set<"n.I">(array(0.01)), set<"in">(in)};
  sim_type after{seed{1},
                 set<"n.I">(array(0.02)),
                 set<"in">(spikes({120, 120, 121})),
                 set<"n.I">(0.15_nA),
                 set<"n.I">(sinusoid{0.2_nA, 30_Hz}),
                 set<"noise.rate">(3_kHz),
                 set<"noise.w">(2_nS)};
  changed.run(10_ms);
  before.run(10_ms);
  CHECK(changed.state() == before.state());
  changed.set<"n.I">(array(0.02));
  changed.set<"n.I">(0.15_nA);
  changed.set<"n.I">(sinusoid{0.2_nA, 30_Hz});
  changed.set<"in">(spikes({120, 120, 121}));
  changed.set<"noise.rate">(3_kHz);
  changed.set<"noise.w">(2_nS);
  // A simulation that was built with these values and is taken to the same state.
  after.set<"n.v">(values(changed.get<"n.v">(), 1_V));
  after.state().step = changed.state().step;
  after.set<"n.exc.g">(values(changed.get<"n.exc.g">(), units::S));
  after.set<"n.exc.s">(values(changed.get<"n.exc.s">(), units::S));
  changed.clear_recordings();
  changed.run(10_ms);
  after.run(10_ms);
  CHECK(changed["n.v"_name].values == after["n.v"_name].values);
  CHECK(changed["in.spikes"_name].steps == std::vector<std::int64_t>{120, 120, 121});
  CHECK(before["n.v"_name].values != after["n.v"_name].values);
  // As many columns as neurons, where one was for all.
  std::vector<double> row(9, 0.3);
  changed.set<"n.I">(timed_array(row, 9, 1_nA, 1_ms));
  CHECK_NOTHROW(changed.run(1_ms));
}

TEST_CASE("set between runs: a value that is refused changes nothing", "[set]") {
  sim_type sim{seed{1}, set<"n.I">(array(0.01))}, same{seed{1}, set<"n.I">(array(0.01))};
  sim.run(5_ms);
  same.run(5_ms);
  const std::vector<double> four(4, 0.1);
  CHECK_THROWS_WITH(sim.set<"n.I">(timed_array(four, 4, 1_nA, 1_ms)), Catch::Contains("4 columns"));
  CHECK_THROWS_WITH(sim.set<"n.I">(timed_array(std::vector<double>{}, 1_nA, 1_ms)), Catch::Contains("is empty"));
  CHECK_THROWS_WITH(sim.set<"in">(spike_list::at_steps(std::vector<int>{1}, std::vector<int>{3})),
                    Catch::Contains("spike 0 is of neuron 3"));
  CHECK_THROWS_WITH(sim.set<"noise.rate">(-1_Hz), Catch::Contains("must be finite and not negative"));
  CHECK_THROWS_WITH(sim.set<"noise.w">(1_nS / 0.0), Catch::Contains("the weight is not a finite number"));
  CHECK(sim.state() == same.state());
  sim.run(5_ms);
  same.run(5_ms);
  CHECK(sim.state() == same.state());
}

TEST_CASE("set between runs: a list of many spikes in a step, in the middle of spikes in flight", "[set]") {
  sim_type sim{set<"n.I">(array(0))}, listed{set<"n.I">(array(0))};
  std::vector<int> many(2000, 30);
  sim.set<"in">(spikes({20, 21}));
  sim.run(2.2_ms); // the spikes of steps 20 and 21 are on their way
  sim.set<"in">(spikes(many));
  sim.run(3_ms);
  auto all = many;
  all.insert(all.begin(), {20, 21});
  listed.set<"in">(spikes(all));
  listed.run(5.2_ms);
  CHECK(sim["n.v"_name].values == listed["n.v"_name].values);
  CHECK(sim["in.spikes"_name].size() == 2002);
}

TEST_CASE("send: spikes from outside are those of a list, whenever they are sent", "[closed_loop]") {
  sim_type sim{seed{3}, set<"n.I">(array(0))},
      listed{seed{3}, set<"n.I">(array(0)),
             set<"in">(spike_list::at_steps(std::vector<int>{0, 0, 5, 5, 12, 12, 12, 30},
                                            std::vector<int>{1, 2, 0, 0, 0, 1, 2, 2}))};
  sim.send<"in">(std::vector<int>{1, 2});
  sim.advance(2);
  sim.send<"in">(std::vector<std::uint32_t>{2}, 2.8_ms);
  sim.send<"in">(std::vector<std::uint32_t>{2, 1}, 1_ms);
  sim.send<"in">(std::array{0}, 1_ms);
  sim.send<"in">(std::array{0, 0}, 0.3_ms);
  CHECK_THROWS_WITH(sim.send<"in">(std::array{0, 3}),
                    Catch::Contains("a spike is of neuron 3, but the population has"));
  CHECK_THROWS(sim.send<"in">(std::array{0}, -1_ms));
  sim.advance(38);
  listed.run_steps(40);
  CHECK(sim["in.spikes"_name].steps == listed["in.spikes"_name].steps);
  CHECK(sim["in.spikes"_name].neurons == listed["in.spikes"_name].neurons);
  CHECK(sim["n.v"_name].values == listed["n.v"_name].values);
}

} // namespace
