// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <array>
#include <cortexpr/detail/rows/row_bits.hpp>
#include <random>
#include <vector>

using namespace cortexpr;

TEST_CASE("bits of rows are counted by column, however many rows and words there are", "[storage]") {
  std::mt19937_64 random(5);
  for (const std::size_t words : {16u, 32u, 80u}) {
    constexpr std::size_t rows = 40;
    detail::row_bits bits;
    bits.words = words;
    for (std::size_t k = 0; k < rows * words; ++k) bits.bits.push_back(random() | random());
    bits.bits.resize((rows + 1) * words, 0);
    for (const std::size_t taken : {0u, 1u, 2u, 3u, 6u, 7u, 12u, 14u, 15u, 16u, 31u, 97u, 254u, 255u}) {
      CAPTURE(words, taken);
      std::vector<std::size_t> sources;
      for (std::size_t r = 0; r < taken; ++r) sources.push_back(random() % rows);
      std::vector<int> expected(64 * words);
      for (const std::size_t source : sources)
        for (std::size_t j = 0; j < expected.size(); ++j)
          expected[j] += static_cast<int>(bits.bits[source * words + j / 64] >> (j % 64) & 1);
      std::vector<int> counts;
      for (std::size_t first = 0; first < 64 * words; first += 1024) {
        alignas(64) std::array<std::uint8_t, 1024> counters{};
        bits.count(sources, first, counters.data());
        counts.insert(counts.end(), counters.begin(), counters.end());
      }
      CHECK(counts == expected);
    }
  }
}

TEST_CASE("counts add to what counters hold", "[storage]") {
  detail::row_bits bits;
  bits.words = 16;
  bits.bits.assign(3 * 16, 0);
  bits.bits[0] = 0x8000000000000001;
  bits.bits[16] = 1;
  alignas(64) std::array<std::uint8_t, 1024> counters;
  counters.fill(3);
  const std::vector<std::size_t> sources{0, 1, 0};
  bits.count(sources, 0, counters.data());
  for (std::size_t j = 0; j < 1024; ++j) CHECK(counters[j] == (j == 0 ? 6 : j == 63 ? 5 : 3));
}
