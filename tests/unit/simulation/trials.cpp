// SPDX-License-Identifier: BSL-1.0
// Trials: the bits of single simulations, on any number of threads; failures, interrupts, progress.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <atomic>
#include <chrono>
#include <cortexpr/simulation/checkpoint_every.hpp>
#include <csignal>
#include <cstdio>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace unit_tests;

constexpr auto circuit =
    describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)),
             population<"n">(33, synaptic_lif<conductance<alpha>>{}, start<"v">(uniform(-70_mV, -50_mV))),
             projection<"S: in -> n.exc">(fixed_probability{0.5}, weight(uniform(0_nS, 10_nS)),
                                          delay(uniform(0.1_ms, 2_ms)).rounded()),
             projection<"R: n -> n.exc">(fixed_probability{0.2}, weight(1_nS), delay(1.5_ms)),
             projection<"P: in -> n.exc">(fixed_probability{0.2}, weight(uniform(1_nS, 2_nS)), delay(1_ms),
                                          plasticity{transmit{}, pair_stdp{.w_max = 5_nS}}),
             drive<"n.I">(0.2_nA), record<"n.v">(every{1_ms}), record<"n.spikes">());
using net = network<circuit>;
using sim_type = simulation<net>;

bool same(const sim_type& a, const sim_type& b) {
  return a.state() == b.state() && a["n.v"_name].values == b["n.v"_name].values &&
         a["n.spikes"_name].steps == b["n.spikes"_name].steps &&
         a["n.spikes"_name].neurons == b["n.spikes"_name].neurons;
}

TEST_CASE("trials: each has the bits of the simulation that its seed and values make alone", "[trials][threads]") {
  const std::vector<double> currents{0.1, 0.2, 0.3, 0.35, 0.4};
  for (const unsigned n : {1u, 2u, 3u, 7u}) {
    CAPTURE(n);
    trials<net> sweep(5, seed{11}, threads{n}, set<"S.w">(uniform(0_nS, 12_nS)), vary<"n.I">(values(currents, 1_nA)));
    sweep.run(20_ms);
    sweep.run(30_ms);
    REQUIRE(sweep.size() == 5);
    for (std::size_t k = 0; k < 5; ++k) {
      sim_type alone{seed{11 + k}, set<"S.w">(uniform(0_nS, 12_nS)), set<"n.I">(currents[k] * 1_nA)};
      alone.run(50_ms);
      CHECK(alone["n.spikes"_name].size() > 0);
      CHECK(same(sweep[k], alone));
      CHECK(sweep.finished(k));
    }
    CHECK(sweep[0].state() != sweep[1].state());
  }
}

TEST_CASE("trials: one structure_seed shares synapses and changes no bit", "[trials][threads]") {
  trials<net> runs(4, seed{3}, structure_seed{99}, threads{2});
  runs.run(50_ms);
  const auto& first = runs[0].state();
  constexpr std::size_t s = net::structure::find(item_kind::projection, "S");
  constexpr std::size_t p = net::structure::find(item_kind::projection, "P");
  for (std::size_t k = 0; k < 4; ++k) {
    sim_type alone{seed{3 + k}, structure_seed{99}};
    alone.run(50_ms);
    CHECK(same(runs[k], alone));
    if (k == 0) continue;
    CHECK(detail::item_at<s>(runs[k].state().items).connections == detail::item_at<s>(first.items).connections);
    // Synapses that learn are built anew, the same.
    CHECK(detail::item_at<p>(runs[k].state().items).connections != detail::item_at<p>(first.items).connections);
    CHECK(*detail::item_at<p>(runs[k].state().items).connections == *detail::item_at<p>(first.items).connections);
    CHECK(runs[k].state() != first);
  }
  // Back to the start, and the same again.
  runs.reset();
  runs.run(50_ms);
  sim_type alone{seed{5}, structure_seed{99}};
  alone.run(50_ms);
  CHECK(same(runs[2], alone));
}

TEST_CASE("trials: what differs in synapses is not shared", "[trials][threads]") {
  const std::vector<double> weights{1, 2, 3};
  trials<net> runs(3, same_seed{}, seed{4}, threads{2}, vary<"S.w">(values(weights, 1_nS)),
                   vary<"n">(std::vector<int>{33, 34, 33}));
  runs.run(10_ms);
  for (std::size_t k = 0; k < 3; ++k) {
    sim_type alone{seed{4}, set<"S.w">(weights[k] * 1_nS), set<"n">(k == 1 ? 34 : 33)};
    alone.run(10_ms);
    CHECK(same(runs[k], alone));
    CHECK(runs.seed_of(k) == 4);
  }
}

TEST_CASE("trials: a failure names its trial and loses no other", "[trials][threads]") {
  trials<net> runs(3, seed{7}, threads{2}, vary<"n.C_m">(values(std::vector<double>{200, 0, 100}, 1_pF)));
  std::string message;
  try {
    runs.run(20_ms);
  } catch (const trial_failed& problem) {
    message = problem.what();
  }
  CHECK_THAT(message, Catch::Matchers::Contains("1 of 3 trials failed") &&
                          Catch::Matchers::Contains("trial 1 (seed 8, n.C_m = 0 F): "));
  CHECK_THAT(runs.failure(1), Catch::Matchers::Contains("C_m"));
  CHECK(runs.finished(0));
  CHECK_FALSE(runs.finished(1));
  CHECK(runs.finished(2));
  sim_type alone{seed{9}, set<"n.C_m">(100_pF)};
  alone.run(20_ms);
  CHECK(same(runs[2], alone));
  CHECK_THROWS_WITH(runs[1], Catch::Matchers::Contains("trial 1 (seed 8") && Catch::Matchers::Contains("failed: "));
  CHECK_THROWS_WITH(runs[3], Catch::Matchers::Contains("there is no trial 3"));
  CHECK_NOTHROW(runs.run(5_ms)); // what was told once is not told again
  CHECK(runs[2].time() == sim_type::state_type{}.dt * 250);
  // A run that fails in the middle, by an exception of any kind.
  trials<net> thrown(4, threads{3});
  CHECK_THROWS_WITH(thrown.each([](auto& sim, std::size_t k) {
    if (k == 2) throw 5;
    if (k == 3) throw std::runtime_error("cable");
    sim.run(1_ms);
  }),
                    Catch::Matchers::Contains("2 of 4") && Catch::Matchers::Contains("cable") &&
                        Catch::Matchers::Contains("no std::exception"));
  CHECK(thrown[1].time() > 0);
}

TEST_CASE("trials: wrong numbers of trials, values and threads are refused in words", "[trials][threads]") {
  CHECK_THROWS_WITH(trials<net>(0), Catch::Matchers::Contains("0 trials are not possible"));
  CHECK_THROWS_WITH(trials<net>(2, vary<"n.I">(values(std::vector<double>{1}, 1_nA))),
                    Catch::Matchers::Contains("vary<\"n.I\">: 1 values for 2 trials"));
  CHECK_THROWS_WITH(trials<net>(2, threads{0}), Catch::Matchers::Contains("threads{0}"));
  const trials<net> none(2);
  CHECK_THROWS_WITH(none.name(2), Catch::Matchers::Contains("there is no trial 2; trials are numbered from 0 to 1"));
  CHECK_THROWS_WITH(none.seed_of(2), Catch::Matchers::Contains("there is no trial 2"));
  CHECK_THROWS_WITH(none[0], Catch::Matchers::Contains("has not begun"));
}

TEST_CASE("trials: a run of trials within trials, and one file for several, are refused", "[trials][threads]") {
  trials<net> runs(2, threads{2});
  CHECK_THROWS_WITH(runs.each([&](auto&, std::size_t k) {
    if (k == 0) runs.run(1_ms);
  }),
                    Catch::Matchers::Contains("1 of 2 trials failed") &&
                        Catch::Matchers::Contains("run and each cannot be called while trials run"));
  runs.reset();
  CHECK_NOTHROW(runs.run(1_ms));
  // Both are in their run at once: the second one to begin is refused.
  const std::string file = "trials_in_one_file.state";
  std::atomic<int> running{0};
  trials<net> saved(2, threads{2});
  CHECK_THROWS_WITH(saved.each([&](auto& sim, std::size_t) {
    const auto waits_for_the_other = stop_when([&, here = false](auto&) mutable {
      if (!here) ++running, here = true;
      for (int k = 0; running < 2 && k < 2000; ++k) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      return false;
    });
    try {
      sim.run(2_ms, checkpoint_every(1_ms, file).replacing(), waits_for_the_other);
    } catch (...) {
      ++running;
      throw;
    }
  }),
                    Catch::Matchers::Contains("1 of 2 trials failed") &&
                        Catch::Matchers::Contains(file + ": another simulation that runs now writes here"));
  std::remove(file.c_str());
}

TEST_CASE("trials: an interrupt stops all that run, and no other begins", "[trials][threads]") {
  for (const unsigned n : {1u, 2u}) {
    trials<net> runs(6, threads{n});
    bool interrupted = false;
    std::atomic<int> begun{0};
    runs.run(1000_s, until_interrupted(interrupted), stop_when([&](auto& sim) {
               if (sim.state().step == 1 && ++begun == static_cast<int>(n)) std::raise(SIGINT);
               return false;
             }));
    CHECK(interrupted);
    CHECK(begun == static_cast<int>(n));
    CHECK_FALSE(runs.finished(0));
    CHECK_THROWS(runs[5]);
  }
}

TEST_CASE("trials: one bar shows the steps of all", "[trials][threads]") {
  std::ostringstream out;
  trials<net> runs(3, threads{2});
  runs.run(50_ms, progress::bar(out));
  CHECK_THAT(out.str(), Catch::Matchers::Contains("100 %  0.15 s of 0.15 s"));
}

} // namespace
