// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <atomic>
#include <chrono>
#include <cortexpr/core.hpp>
#include <csignal>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace cortexpr;

namespace {

constexpr auto cells = describe(population<"n">(100, lif{}, start<"v">(uniform(-70_mV, -50_mV))), record<"n.v">());
using net = network<cells>;

std::atomic<int> handled{0};
void count_signal(int) { ++handled; }

/// The program's own handler, while the object lives.
struct own_handler {
  struct sigaction former {};
  own_handler() {
    struct sigaction action {};
    action.sa_handler = count_signal;
    sigaction(SIGINT, &action, &former);
    handled = 0;
  }
  own_handler(const own_handler&) = delete;
  own_handler& operator=(const own_handler&) = delete;
  ~own_handler() { sigaction(SIGINT, &former, nullptr); }
};

} // namespace

TEST_CASE("interrupt: a run stops at a step, results and state are those of a shorter run") {
  const own_handler mine;
  const auto at_step_7 = stop_when([](auto& sim) {
    if (sim.state().step == 7) std::raise(SIGINT);
    return false;
  });
  for (const unsigned n : {1u, 3u}) {
    simulation<net> sim{seed{1}, threads{n, true}}, shorter{seed{1}, threads{n, true}};
    bool interrupted = false;
    sim.run_steps(100, at_step_7, until_interrupted(interrupted));
    CHECK(interrupted);
    CHECK(handled == 0);
    CHECK(sim.state().step == 7);
    shorter.run_steps(7);
    CHECK(sim.state() == shorter.state());
    CHECK(sim["n.v"_name].values == shorter["n.v"_name].values);
    sim.run_steps(3, until_interrupted(interrupted));
    CHECK(!interrupted);
    shorter.run_steps(3);
    CHECK(sim.state() == shorter.state());
  }
  std::raise(SIGINT);
  CHECK(handled == 1);
}

TEST_CASE("interrupt: the former handler is back after a run, an exception, and runs within runs") {
  const own_handler mine;
  simulation<net> sim, inner;
  sim.run_steps(5, until_interrupted{});
  std::raise(SIGINT);
  CHECK(handled == 1);
  CHECK_THROWS_AS(
      sim.run_steps(5, until_interrupted{}, stop_when([](auto&) -> bool { throw std::runtime_error("enough"); })),
      std::runtime_error);
  std::raise(SIGINT);
  CHECK(handled == 2);
  bool outer_interrupted = false, inner_interrupted = false, any_inner = false;
  sim.run_steps(5, until_interrupted(outer_interrupted), stop_when([&](auto&) {
                  inner.run_steps(3, until_interrupted(inner_interrupted), stop_when([](auto&) {
                                    if (handled++ == 2) std::raise(SIGINT);
                                    return true;
                                  }));
                  any_inner = any_inner || inner_interrupted;
                  return false;
                }));
  CHECK(outer_interrupted);
  CHECK(any_inner);
  CHECK(sim.state().step == 8);
  handled = 0;
  std::raise(SIGINT);
  CHECK(handled == 1);
}

TEST_CASE("interrupt: without the option the library touches no signals") {
  const own_handler mine;
  simulation<net> sim;
  sim.run_steps(10, stop_when([](auto& s) {
                  if (s.state().step == 4) std::raise(SIGINT);
                  return false;
                }));
  CHECK(sim.state().step == 10);
  CHECK(handled == 1);
}

TEST_CASE("interrupt: from another thread, and a second one ends the program") {
  const own_handler mine;
  simulation<net> sim{threads{2, true}};
  bool interrupted = false;
  std::atomic<bool> runs = false;
  std::thread other([&] {
    while (!runs) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    kill(getpid(), SIGINT);
  });
  sim.run(100_s, until_interrupted(interrupted), stop_when([&](auto& s) {
            runs = true;
            if (s.state().step % 100 == 0) s.clear_recordings();
            return false;
          }));
  other.join();
  CHECK(interrupted);
  CHECK(sim.time() < 100);
  CHECK(handled == 0);

  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGINT, SIG_DFL);
    simulation<net> slow;
    slow.run_steps(1, stop_when([](auto&) {
                     std::raise(SIGINT);
                     std::raise(SIGINT);
                     return true;
                   }),
                   until_interrupted{});
    _exit(0);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGINT);
}
