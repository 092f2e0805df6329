// SPDX-License-Identifier: BSL-1.0
// How populations are cut for threads, and where threads run.
#include "catch.hpp"

#include <cmath>
#include <cortexpr/detail/threads/team.hpp>
#include <cortexpr/detail/threads/thread_affinity.hpp>
#include <thread>

using namespace cortexpr;

TEST_CASE("parts of populations are whole cache lines, alike, and fit into 16 bits", "[threads]") {
  for (const std::uint32_t n : {1u, 63u, 64u, 1000u, 1024u, 2048u, 4000u, 65'344u, 65'535u, 65'536u, 77'169u, 130'816u,
                                400'000u, 1'000'000u, 4'000'000'000u})
    for (const unsigned team : {1u, 2u, 3u, 4u, 7u}) {
      CAPTURE(n, team);
      const auto bounds = detail::part_bounds(n, team);
      REQUIRE(bounds.size() % team == 1 % team);
      REQUIRE(bounds.front() == 0);
      REQUIRE(bounds.back() == n);
      const double mean = static_cast<double>(n) / static_cast<double>(bounds.size() - 1);
      bool fits = true, whole = true, alike = true;
      for (std::size_t k = 1; k < bounds.size(); ++k) {
        const auto width = static_cast<double>(bounds[k]) - static_cast<double>(bounds[k - 1]);
        fits = fits && width >= 0 && width < 65'536;
        alike = alike && std::abs(width - mean) <= 128;
        whole = whole && (bounds[k] % 64 == 0 || bounds[k] == n);
      }
      CHECK(fits);
      CHECK(whole);
      CHECK(alike);
    }
}

TEST_CASE("parts make no dense rows of whole memory pages", "[threads]") {
  for (const std::uint32_t n : {1000u, 1024u, 1536u, 2000u, 2048u, 4096u, 10'000u})
    for (const unsigned team : {2u, 3u, 4u, 7u}) {
      CAPTURE(n, team);
      const auto bounds = detail::part_bounds(n, team);
      for (std::size_t k = 1; k + 1 < bounds.size(); ++k) {
        const std::uint32_t width = bounds[k] - bounds[k - 1];
        CHECK((width == 0 || width % 512 != 0));
      }
    }
}

#if defined(__linux__)
TEST_CASE("a thread moves to another processor and stays free to be moved on", "[threads]") {
  cpu_set_t before, after;
  REQUIRE(sched_getaffinity(0, sizeof before, &before) == 0);
  const int home = detail::processor_of_this_thread();
  REQUIRE(home >= 0);
  for (const unsigned places : {1u, 2u, 5u, 1023u}) {
    std::thread([&] {
      detail::move_away_from(home, places);
      CHECK(sched_getaffinity(0, sizeof after, &after) == 0);
    }).join();
    CHECK(CPU_EQUAL(&before, &after));
  }
  if (CPU_COUNT(&before) > 1) {
    int there = home;
    // Whatever else runs may move it back before it looks where it is.
    for (int attempt = 0; attempt < 20 && there == home; ++attempt)
      std::thread([&] {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<unsigned>(home), &one);
        REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
        detail::move_away_from(home, 1); // one processor is usable: there is nowhere to go
        CHECK(detail::processor_of_this_thread() == home);
        REQUIRE(sched_setaffinity(0, sizeof before, &before) == 0);
        detail::move_away_from(home, 1);
        there = detail::processor_of_this_thread();
      }).join();
    CHECK(there != home);
  }
}
#endif
