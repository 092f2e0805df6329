// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <cortexpr/detail/threads/thread_on.hpp>

using namespace cortexpr;

TEST_CASE("a thread calls with its index", "[messages]") {
  unsigned seen = 0;
  const auto work = [&](unsigned index) { seen = index; };
  detail::thread_on(work, 7).join();
  CHECK(seen == 7);
}
