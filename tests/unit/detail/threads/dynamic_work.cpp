// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cortexpr/detail/threads/dynamic_work.hpp>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace {

using namespace cortexpr;

TEST_CASE("pieces of work are done once each, a thread that is free takes the next", "[threads]") {
  for (const unsigned n : {1u, 2u, 3u, 7u})
    for (const std::size_t pieces : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{50}}) {
      CAPTURE(n, pieces);
      std::vector<std::atomic<int>> done(pieces);
      std::mutex lock;
      std::set<std::thread::id> who;
      detail::share_dynamically(
          pieces, n, [] { return false; },
          [&](std::size_t k) {
            ++done[k];
            const std::lock_guard guard(lock);
            who.insert(std::this_thread::get_id());
          });
      for (const auto& d : done) CHECK(d == 1);
      CHECK(who.size() <= std::min<std::size_t>(n, pieces));
    }
  // One long piece does not hold up the short ones.
  std::atomic<int> others{0};
  bool all_done = false;
  detail::share_dynamically(
      20, 2, [] { return false; },
      [&](std::size_t k) {
        if (k > 0) {
          ++others;
          return;
        }
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (others < 19 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
        all_done = others == 19;
      });
  CHECK(all_done);
}

TEST_CASE("no piece begins once work is to stop", "[threads]") {
  std::atomic<int> begun{0};
  detail::share_dynamically(
      100, 3, [&] { return begun >= 5; }, [&](std::size_t) { ++begun; });
  CHECK(begun >= 5);
  CHECK(begun <= 7);
}

} // namespace
