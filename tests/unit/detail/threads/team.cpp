// SPDX-License-Identifier: BSL-1.0
// How populations are cut for threads.
#include "catch.hpp"

#include <cmath>
#include <cortexpr/detail/threads/team.hpp>

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
