// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <atomic>
#include <cortexpr/ranks/ranks_as_threads.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace cortexpr;

TEST_CASE("ranks as threads: everybody hears everybody") {
  for (const unsigned n : {1u, 2u, 3u, 4u, 7u}) {
    CAPTURE(n);
    std::atomic<unsigned> wrong{0}, ran{0};
    ranks_as_threads(n, [&](distributed ranks) {
      ++ran;
      if (ranks.ranks() != n) ++wrong;
      gathered_bytes all;
      for (unsigned round = 0; round < 200; ++round) {
        // Messages of different lengths, some of them empty.
        const std::vector<std::uint8_t> mine((ranks.rank() + round) % 5, static_cast<std::uint8_t>(ranks.rank()));
        ranks.among->gather(mine, all);
        if (all.begin.size() != n + 1) ++wrong;
        for (unsigned r = 0; r < n; ++r) {
          if (all.of(r).size() != (r + round) % 5) ++wrong;
          for (const std::uint8_t byte : all.of(r))
            if (byte != r) ++wrong;
        }
      }
    });
    CHECK(ran == n);
    CHECK(wrong == 0);
  }
}

TEST_CASE("ranks as threads: who waits for a rank that has left is told") {
  const auto message_of = [](const auto& program) {
    try {
      ranks_as_threads(3, program);
    } catch (const rank_failed& problem) {
      return "rank_failed: " + std::string(problem.what());
    } catch (const std::exception& problem) {
      return std::string(problem.what());
    }
    return std::string("nothing");
  };
  gathered_bytes all[3];
  CHECK(message_of([&](distributed ranks) {
          if (ranks.rank() == 1) throw invalid_value("too large");
          ranks.among->gather({}, all[ranks.rank()]);
        }) == "too large");
  CHECK(message_of([&](distributed ranks) {
          if (ranks.rank() != 1) ranks.among->gather({}, all[ranks.rank()]);
        }) == "rank_failed: rank 1 has left while others wait for it: all ranks must make the same calls");
  CHECK(message_of([&](distributed ranks) { ranks.among->gather({}, all[ranks.rank()]); }) == "nothing");
  CHECK_THROWS_AS(ranks_as_threads(0, [](distributed) {}), invalid_value);
}

TEST_CASE("ranks: without a communicator there is one") {
  CHECK(distributed{}.rank() == 0);
  CHECK(distributed{}.ranks() == 1);
}

} // namespace
