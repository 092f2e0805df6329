// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <chrono>
#include <cortexpr/detail/threads/parallelism_tuner.hpp>

namespace {

using namespace cortexpr;

/// A clock that tests move on.
struct test_clock {
  using duration = std::chrono::duration<double>;
  using time_point = std::chrono::time_point<test_clock, duration>;
  static inline double seconds = 0;
  static time_point now() { return time_point(duration(seconds)); }
};
using pace = detail::basic_parallelism_tuner<test_clock>;

struct shares {
  double together = 0, alone = 0, changes = 0; ///< seconds, seconds, number

  [[nodiscard]] double of_team() const { return together / (together + alone); }
};

/// Steps for some seconds, which cost so many seconds by a team and alone.
shares run(pace& p, double duration, double team_cost, double lone_cost) {
  shares s;
  const double end = test_clock::seconds + duration;
  p.begin();
  for (bool before = p.together(); test_clock::seconds < end; before = p.together()) {
    const double cost = before ? team_cost : lone_cost;
    test_clock::seconds += cost;
    (before ? s.together : s.alone) += cost;
    p.step_done();
    if (p.together() != before) ++s.changes;
  }
  return s;
}

TEST_CASE("parallelism_tuner: the faster of team and single thread makes the steps", "[threads]") {
  pace p(threads{2});
  CHECK_FALSE(p.together());
  SECTION("the team") {
    CHECK(run(p, 10, 50e-6, 90e-6).of_team() > 0.98);
    // Other programs come: a step that waits for a processor takes milliseconds.
    const shares disturbed = run(p, 60, 8e-3, 90e-6);
    CHECK(disturbed.of_team() < 0.05);
    // They go. The team comes back when trials have made up for their time.
    run(p, 60, 50e-6, 90e-6);
    CHECK(run(p, 10, 50e-6, 90e-6).of_team() > 0.98);
  }
  SECTION("one alone") { CHECK(run(p, 10, 30e-6, 20e-6).of_team() < 0.02); }
  SECTION("steps so long that a trial is eight of them") { CHECK(run(p, 2000, 0.5, 0.9).of_team() > 0.9); }
}

TEST_CASE("parallelism_tuner: a team is not tried where steps are too short for its meetings", "[threads]") {
  pace p(threads{2});
  CHECK(run(p, 10, 1e-6, 4e-6).together == 0); // not even if it were faster
  // The network becomes busy: within two seconds the team is tried, and wins.
  run(p, 2, 50e-6, 90e-6);
  CHECK(run(p, 10, 50e-6, 90e-6).of_team() > 0.98);
  // It becomes quiet: after the team's time is over, one thread goes on.
  run(p, 2, 3e-6, 2e-6);
  CHECK(run(p, 10, 3e-6, 2e-6).together == 0);
}

TEST_CASE("parallelism_tuner: another program does not make short steps look long", "[threads]") {
  pace p(threads{2});
  p.begin();
  for (int k = 0; k < 100'000; ++k) {
    test_clock::seconds += k % 200 == 150 ? 2e-3 : 2e-6; // a time slice of the other program
    p.step_done();
    REQUIRE_FALSE(p.together());
  }
}

TEST_CASE("parallelism_tuner: the first decision comes within a millisecond where steps are short", "[threads]") {
  pace p(threads{2});
  CHECK(run(p, 1e-3, 1e-6, 4e-6).changes == 0);
  run(p, 1e-3, 30e-6, 50e-6);
  CHECK_FALSE(p.together()); // decided: no trial goes on
}

TEST_CASE("parallelism_tuner: runs go on where the last one ended", "[threads]") {
  pace p(threads{4});
  run(p, 1, 3e-6, 2e-6);
  CHECK_FALSE(p.together());
  double team = 0;
  for (int k = 0; k < 100; ++k) team += run(p, 1e-4, 3e-6, 2e-6).together;
  CHECK(team == 0);
}

TEST_CASE("parallelism_tuner: one thread, and a team that is always to be used, are not measured", "[threads]") {
  pace one, always(threads{2, true});
  CHECK(run(one, 1, 1e-6, 2e-6).of_team() == 0);
  CHECK(run(always, 1, 2e-6, 1e-6).of_team() == 1);
}

} // namespace
