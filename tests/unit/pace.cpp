// SPDX-License-Identifier: BSL-1.0
// Which way of making steps is kept, by a clock that runs as the test wants.
#include <catch.hpp>
#include <chrono>
#include <cortexpr/run/pace.hpp>
#include <cstdint>

using cortexpr::detail::pace;

namespace pace_tests {

struct made_up_clock {
  using duration = std::chrono::nanoseconds;
  using time_point = std::chrono::time_point<made_up_clock, duration>;
  static time_point now() { return time_point(duration(nanoseconds)); }
  static inline std::int64_t nanoseconds = 0;
};

/// The share of steps that a team makes within some seconds, if its steps take so many microseconds.
double share_of_team(pace<made_up_clock>& p, double seconds, double together_us, double alone_us) {
  const std::int64_t end = made_up_clock::nanoseconds + static_cast<std::int64_t>(seconds * 1e9);
  std::int64_t together = 0, all = 0;
  while (made_up_clock::nanoseconds < end) {
    ++all;
    if (p.together()) ++together;
    made_up_clock::nanoseconds += static_cast<std::int64_t>((p.together() ? together_us : alone_us) * 1e3);
    p.made_step();
  }
  return static_cast<double>(together) / static_cast<double>(all);
}

} // namespace pace_tests

TEST_CASE("steps are made the faster way", "[threads]") {
  using namespace pace_tests;
  SECTION("by the team") {
    pace<made_up_clock> p;
    CHECK(share_of_team(p, 20, 60, 100) > 0.98);
  }
  SECTION("by one thread") {
    pace<made_up_clock> p;
    CHECK(share_of_team(p, 20, 5, 3) < 0.02);
    CHECK(share_of_team(p, 20, 500, 3) < 0.02);
  }
  SECTION("whichever it is now") {
    pace<made_up_clock> p;
    share_of_team(p, 20, 60, 100);
    share_of_team(p, 5, 200, 100);
    CHECK(share_of_team(p, 20, 200, 100) < 0.05);
    share_of_team(p, 5, 60, 100);
    CHECK(share_of_team(p, 20, 60, 100) > 0.95);
  }
  SECTION("also where one step takes a second") {
    pace<made_up_clock> p;
    share_of_team(p, 60, 2e6, 1e6);
    CHECK(share_of_team(p, 600, 2e6, 1e6) < 0.6);
  }
}
