// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/detail/threads/thread_affinity.hpp>
#include <thread>

using namespace cortexpr;

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
