// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/detail/base/bit_view.hpp>
#include <cstdint>
#include <vector>

using namespace cortexpr;

TEST_CASE("bit_view: bits, words and ranges", "[base]") {
  CHECK_FALSE(detail::bit_view{});
  const std::vector<std::uint64_t> words{1u << 3 | std::uint64_t{1} << 63, 0, 5};
  const detail::bit_view bits(words.data());
  CHECK(bits);
  for (std::size_t i = 0; i < 192; ++i) CHECK(bits[i] == (i == 3 || i == 63 || i == 128 || i == 130));
  CHECK(bits.from(2) == (words[0] >> 2));
  CHECK(bits.from(128) == 5);
  for (const std::size_t begin : {0u, 3u, 4u, 63u, 64u, 129u})
    for (const std::size_t end : {0u, 3u, 4u, 63u, 64u, 100u, 128u, 129u, 131u, 192u}) {
      std::vector<std::size_t> found, expected;
      bits.for_each(begin, end, [&](std::size_t i) { found.push_back(i); });
      for (std::size_t i = begin; i < end; ++i)
        if (bits[i]) expected.push_back(i);
      CHECK(found == expected);
    }
  detail::bit_view{}.for_each(0, 100, [](std::size_t) { FAIL("there are no bits"); });
}
