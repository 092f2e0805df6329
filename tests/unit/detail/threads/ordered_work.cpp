// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/threads/ordered_work.hpp>
#include <string>
#include <vector>

using namespace cortexpr;

TEST_CASE("ordered_work: pieces end in their order, and the first failure is reported", "[storage]") {
  for (const std::size_t workers : {1u, 2u, 5u, 50u}) {
    detail::sequence<std::vector<std::size_t>> made(workers);
    std::vector<std::size_t> finished;
    const auto prepare = [](std::vector<std::size_t>& mine, std::size_t piece, bool) { mine.assign(3, piece); };
    const auto finish = [&](const std::vector<std::size_t>& mine, std::size_t) { finished.push_back(mine.at(2)); };
    detail::ordered_work<std::vector<std::size_t>, decltype(prepare), decltype(finish)>(40, prepare, finish).run(made);
    CHECK(finished.size() == 40);
    CHECK(std::is_sorted(finished.begin(), finished.end()));

    finished.clear();
    const auto fails = [&](std::vector<std::size_t>& mine, std::size_t piece, bool in_turn) {
      if (piece == 17 || piece == 19)
        raise("piece " + std::to_string(piece) + (in_turn ? " after " + std::to_string(finished.size()) : ""));
      mine.assign(3, piece);
    };
    detail::ordered_work<std::vector<std::size_t>, decltype(fails), decltype(finish)> work(40, fails, finish);
    CHECK_THROWS_WITH(work.run(made), "piece 17 after 17");
    CHECK(finished.size() == 17);
  }
}
