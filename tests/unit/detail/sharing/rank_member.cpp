// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cortexpr/cortexpr.hpp>
#include <cortexpr/ranks/ranks_as_threads.hpp>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace cortexpr;

using cell = synaptic_lif<current<exponential>>;
constexpr auto small = describe(population<"n">(200, cell{}, start<"v">(uniform(-70_mV, -50_mV))),
                                projection<"S: n -> n.exc">(fixed_probability{0.1}, weight(10_pA), delay(1_ms)),
                                drive<"n.I">(0.2_nA), record<"n.spikes">());
constexpr auto immediate =
    describe(population<"n">(200, cell{}), projection<"S: n -> n.exc">(fixed_probability{0.1}, weight(10_pA)));
constexpr auto plastic = describe(population<"n">(200, cell{}),
                                  projection<"S: n -> n.exc">(fixed_probability{0.1}, weight(10_pA), delay(1_ms),
                                                              plasticity{transmit{}, pair_stdp{.w_max = 20_pA}}));
using net = network<small>;

/// What ends the program on each of two ranks.
template <class Program>
std::vector<std::string> endings(const Program& program) {
  std::vector<std::string> all(2);
  ranks_as_threads(2, [&](distributed ranks) {
    try {
      program(ranks);
    } catch (const error& problem) {
      all[ranks.rank()] = problem.what();
    }
  });
  return all;
}
bool both_say(const std::vector<std::string>& ends, const std::string& words) {
  CAPTURE(ends, words);
  for (const std::string& end : ends) CHECK_THAT(end, Catch::Contains(words));
  return ends[0] == ends[1];
}

TEST_CASE("ranks: what they cannot share is refused where it is built") {
  CHECK(both_say(endings([](distributed ranks) { const simulation<network<immediate>> sim{ranks}; }),
                 "projection 'S' has synapses without a delay"));
  CHECK(both_say(endings([](distributed ranks) { const simulation<network<plastic>> sim{ranks}; }),
                 "'S' has plastic synapses: ranks cannot share that yet"));
  CHECK(endings([](distributed) { const simulation<network<plastic>> sim{distributed{}}; }) ==
        std::vector<std::string>(2));
}

TEST_CASE("ranks: calls that would see a part of the network alone are refused, and the next ones work") {
  const auto ends = endings([](distributed ranks) {
    simulation<net> sim{ranks};
    std::string refused;
    const auto refuses = [&](const auto& call) {
      try {
        call();
      } catch (const invalid_value& problem) {
        refused += std::string(problem.what()).substr(0, std::string(problem.what()).find(' ')) + " ";
      }
    };
    refuses([&] { (void)sim.get<"n.v">(); });
    refuses([&] { (void)sim.get<"S.w">(); });
    refuses([&] { (void)sim.view<"n.v">(); });
    refuses([&] { sim.set<"n.v">(-60_mV); });
    refuses([&] { (void)sim.diagnose(); });
    refuses([&] { sim.save_state("state"); });
    refuses([&] { sim.load_state("state"); });
    refuses([&] { sim.run(1_ms, stop_when([](auto&) { return true; })); });
    refuses([&] { net::step(sim.state()); });
    sim.run(5_ms);
    if (sim["n.spikes"_name].size() == 0) refused += "no spikes";
    raise(refused);
  });
  CHECK(both_say(ends, "get: get: view: set: diagnose: save_state: load_state: run network: "));
}

TEST_CASE("ranks: different values are named at the start") {
  CHECK(both_say(endings([](distributed ranks) {
                   const simulation<net> sim{ranks, seed{ranks.rank() + 3}};
                 }),
                 "rank 1 has seed{4}, rank 0 seed{3}"));
  CHECK(both_say(endings([](distributed ranks) {
                   const simulation<net> sim{ranks, threads{ranks.rank() + 1}};
                 }),
                 "rank 1 has threads{2}, rank 0 threads{1}"));
  CHECK(both_say(endings([](distributed ranks) {
                   const simulation<net> sim{ranks, set<"n">(100 + ranks.rank())};
                 }),
                 "rank 1 has 101 neurons in 'n', rank 0 100 neurons in 'n'"));
  CHECK(both_say(endings([](distributed ranks) {
                   const simulation<net> sim{ranks, set<"S.delay">(1_ms + ranks.rank() * 1_ms)};
                 }),
                 "steps in 'S': all ranks must run the same program with the same values"));
}

TEST_CASE("ranks: what fails on one ends all with its words") {
  const auto in_run = endings([](distributed ranks) {
    simulation<net> sim{ranks};
    // A neuron of the second rank.
    auto& v = variable<0>(detail::item_at<0>(sim.state().items).variables);
    if (ranks.rank() == 1) v[199] = std::numeric_limits<double>::quiet_NaN();
    sim.run(50_ms);
  });
  CHECK_THAT(in_run[1], Catch::Contains("not finite") || Catch::Contains("NaN"));
  CHECK_THAT(in_run[0], Catch::Contains("rank 1 has failed in run"));
  const auto in_build = endings([](distributed ranks) {
    const simulation<net> sim{ranks, set<"n.C_m">(ranks.rank() == 1 ? -1_pF : 200_pF)};
  });
  CHECK_THAT(in_build[1], Catch::Contains("C_m"));
  CHECK_THAT(in_build[0], Catch::Contains("rank 1 has failed in simulation (step 0): ") && Catch::Contains("C_m"));
}

TEST_CASE("ranks: different calls are named") {
  CHECK(both_say(endings([](distributed ranks) {
                   simulation<net> sim{ranks};
                   if (ranks.rank() == 0)
                     sim.run(10_ms);
                   else
                     sim.advance(10_ms);
                 }),
                 "rank 0 is in run (step 0), rank 1 in advance (step 0)"));
  CHECK(both_say(endings([](distributed ranks) {
                   simulation<net> sim{ranks};
                   sim.run(ranks.rank() == 0 ? 10_ms : 20_ms);
                 }),
                 "all ranks must make the same calls"));
}

} // namespace
