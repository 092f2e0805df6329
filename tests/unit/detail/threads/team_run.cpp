// SPDX-License-Identifier: BSL-1.0
// The team of a simulation: it stays up between runs, and an exception ends it.
#include "catch.hpp"

#include <atomic>
#include <chrono>
#include <cortexpr/detail/threads/team_run.hpp>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace {

using namespace cortexpr;

/// Counts the steps of every thread, and who they are.
struct record_of_threads {
  std::vector<std::atomic<int>> steps = std::vector<std::atomic<int>>(8);
  std::mutex lock;
  std::set<std::thread::id> who;

  void step(const detail::team_member& member) {
    ++steps[member.index];
    const std::lock_guard guard(lock);
    who.insert(std::this_thread::get_id());
  }
};

/// Runs `n` steps.
template <class Step>
void run(detail::standing_team& team, unsigned size, detail::parallelism_tuner& pace, int n, bool looks,
         const Step& step) {
  int done = 0;
  team.run(
      size, pace, looks, [&] { return ++done < n; }, step);
  CHECK(done == n);
}

TEST_CASE("team: runs of any length are made by the same threads", "[threads]") {
  for (const unsigned size : {2u, 3u, 5u})
    for (const bool looks : {false, true}) {
      CAPTURE(size, looks);
      detail::standing_team team;
      detail::parallelism_tuner pace(threads{size, true});
      record_of_threads seen;
      int total = 0;
      for (int round = 0; round < 300; ++round) {
        const int n = 1 + round % 7;
        run(team, size, pace, n, looks, [&](const detail::team_member& member) { seen.step(member); });
        total += n;
        // Now and then the team falls asleep in between.
        if (round % 100 == 99) std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
      for (unsigned k = 0; k < size; ++k) CHECK(seen.steps[k] == total);
      CHECK(seen.who.size() == size);
    }
}

TEST_CASE("team: a copy makes threads of its own, another size a new team", "[threads]") {
  detail::parallelism_tuner pace(threads{2, true});
  record_of_threads first, second, third;
  detail::standing_team team;
  run(team, 2, pace, 3, false, [&](const detail::team_member& m) { first.step(m); });
  detail::standing_team copy = team;
  run(copy, 2, pace, 3, false, [&](const detail::team_member& m) { second.step(m); });
  run(team, 3, pace, 3, false, [&](const detail::team_member& m) { third.step(m); });
  CHECK(first.who.size() == 2);
  CHECK(first.who != second.who);
  CHECK(third.who.size() == 3);
  team = copy;
  detail::standing_team moved = std::move(team);
  run(moved, 2, pace, 1, true, [&](const detail::team_member& m) { first.step(m); });
  CHECK(first.steps[1] == 4);
}

TEST_CASE("team: an exception of any thread comes out, and the team can be used again", "[threads]") {
  for (const unsigned thrower : {0u, 1u, 2u})
    for (const bool looks : {false, true}) {
      CAPTURE(thrower, looks);
      detail::standing_team team;
      detail::parallelism_tuner pace(threads{3, true});
      std::atomic<int> steps{0};
      const auto step = [&](const detail::team_member& member) {
        if (member.index == thrower && ++steps == 5) throw std::runtime_error("broken");
      };
      CHECK_THROWS_WITH(team.run(
                            3, pace, looks, [] { return true; }, step),
                        "broken");
      run(team, 3, pace, 10, looks, step);
      CHECK(steps == 15);
      if (!looks) continue;
      int done = 0;
      const auto stop = [&] { return ++done == 4 ? throw std::runtime_error("told") : true; };
      CHECK_THROWS_WITH(team.run(3, pace, true, stop, step), "told");
      CHECK(done == 4);
    }
}

TEST_CASE("team: a run within a run has a team of its own", "[threads]") {
  detail::standing_team team;
  detail::parallelism_tuner pace(threads{2, true}), inner_pace(threads{2, true});
  std::atomic<int> outer{0}, inner{0};
  int done = 0;
  team.run(
      2, pace, true,
      [&] {
        int left = 3;
        team.run(
            2, inner_pace, false, [&] { return --left > 0; }, [&](const detail::team_member&) { ++inner; });
        return ++done < 4;
      },
      [&](const detail::team_member&) { ++outer; });
  CHECK(outer == 8);
  CHECK(inner == 24);
}

TEST_CASE("team: one thread makes no other", "[threads]") {
  detail::standing_team team;
  detail::parallelism_tuner pace(threads{1});
  record_of_threads seen;
  run(team, 1, pace, 5, false, [&](const detail::team_member& m) { seen.step(m); });
  CHECK(seen.who == std::set{std::this_thread::get_id()});
}

} // namespace
