// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/ranks/rank_words.hpp>
#include <cortexpr/ranks/ranks_as_threads.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace cortexpr;
using detail::rank_calls;

/// What ends the program on each of three ranks.
template <class Program>
std::vector<std::string> endings(const Program& program) {
  std::vector<std::string> all(3);
  ranks_as_threads(3, [&](distributed ranks) {
    rank_calls calls(ranks.among);
    try {
      program(calls, ranks.rank());
    } catch (const rank_failed& problem) {
      all[ranks.rank()] = problem.what();
    }
  });
  return all;
}

TEST_CASE("rank_calls: bodies come from every rank") {
  std::vector<std::string> heard(3);
  const auto none = endings([&](rank_calls& calls, unsigned rank) {
    for (int round = 0; round < 3; ++round) {
      const std::string mine(rank * 100, static_cast<char>('a' + round));
      calls.meet("run", round, {reinterpret_cast<const std::uint8_t*>(mine.data()), mine.size()});
      for (unsigned r = 0; r < 3; ++r) heard[rank].append(calls.from(r).begin(), calls.from(r).end());
    }
  });
  const std::string right = std::string(300, 'a') + std::string(300, 'b') + std::string(300, 'c');
  CHECK(heard == std::vector<std::string>(3, right));
  CHECK(none == std::vector<std::string>(3));
}

TEST_CASE("rank_calls: different calls meet in an error that names them") {
  const std::string right = "rank 0 is in get<\"S.w\"> (step 7), rank 1 in run (step 7): all ranks must make the same "
                            "calls in the same order";
  CHECK(endings([](rank_calls& calls, unsigned rank) { calls.meet(rank == 1 ? "run" : "get<\"S.w\">", 7, {}); }) ==
        std::vector<std::string>(3, right));
  CHECK(endings([](rank_calls& calls, unsigned rank) { calls.meet("run", rank, {}); })[2] ==
        "rank 0 is in run (step 0), rank 1 in run (step 1): all ranks must make the same calls in the same order");
}

TEST_CASE("rank_calls: the failure of one is told to all, whatever they call") {
  const auto ends = endings([](rank_calls& calls, unsigned rank) {
    if (rank == 2)
      calls.tell_failure("run", 1005, "the disk is full");
    else
      calls.meet(rank == 0 ? "run" : "get", 1000, {});
  });
  const std::string right = "rank 2 has failed in run (step 1005): the disk is full";
  CHECK(ends == std::vector<std::string>{right, right, ""});
}

TEST_CASE("rank_calls: ranks that keep others waiting are named, and processors that are missing") {
  const std::vector<std::uint8_t> run{0, 5, 3, 'r', 'u', 'n'}; // going on, step 4, a text of three letters
  CHECK(rank_calls::call_of(run) == "run (step 4)");
  CHECK(detail::words_of_waiting(0, 60.2, "run (step 4)", {true, false, true}) ==
        "rank 0: has waited 60 s in run (step 4) for rank 1: stopped, or busy in the program's own code");
  std::vector<bool> many(30, false);
  many[2] = true;
  CHECK(detail::ranks_that_lack(many) == "rank 0, rank 1, rank 3, rank 4, rank 5, rank 6, rank 7, rank 8 and 21 more");
  CHECK_THAT(detail::words_of_waiting(1, 60, "run (step 4)", {true, true}), Catch::Contains("ranks that wait, too"));

  using counts = std::vector<detail::processor_counts>;
  CHECK(detail::words_of_binding(counts{{16, 64}, {64, 64}, {2, 2}}, 16).empty());
  CHECK(detail::words_of_binding(counts{{16, 64}, {1, 64}, {1, 64}}, 16) ==
        "rank 1 and 1 other may use 1 of 64 processors for 16 threads: steps will be slow; start with mpirun --map-by "
        "slot:PE=16, or --bind-to none, or srun --cpus-per-task=16");
  CHECK_THAT(detail::words_of_binding(counts{{1, 2}}, 16), Catch::Contains("rank 0 may use 1 of 2 processors for 16"));
}

} // namespace
