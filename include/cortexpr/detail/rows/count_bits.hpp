// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/random/word_pack.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace cortexpr::detail {

/// Binary numbers side by side: one per bit of a register, of which `digit[d]` holds digit d.
template <std::size_t Digits>
struct numbers_by_digit {
  word_pack::type digit[Digits];
};

/// How often each bit is set in 2^Digits - 1 rows, from the given word on. Two halves of the rows are counted and
/// added, with the last row as carry: 3.7 operations per row for all bits of a register (carry-save adders; Harley and
/// Seal in Warren, Hacker's Delight, section 5.1).
template <std::size_t Digits>
[[nodiscard, gnu::always_inline]] inline numbers_by_digit<Digits> sum_of_rows(const std::uint64_t* const* rows,
                                                                              std::size_t word) {
  if constexpr (Digits == 1) {
    return {{word_pack::load(rows[0] + word)}};
  } else {
    constexpr std::size_t half = (std::size_t{1} << (Digits - 1)) - 1;
    const auto a = sum_of_rows<Digits - 1>(rows, word), b = sum_of_rows<Digits - 1>(rows + half, word);
    word_pack::type carry = word_pack::load(rows[2 * half] + word);
    numbers_by_digit<Digits> sum;
    for (std::size_t d = 0; d + 1 < Digits; ++d) {
      const word_pack::type differ = a.digit[d] ^ b.digit[d];
      sum.digit[d] = differ ^ carry;
      carry = (a.digit[d] & b.digit[d]) | (differ & carry);
    }
    sum.digit[Digits - 1] = carry;
    return sum;
  }
}

/// How many rows are counted at a time.
inline constexpr std::size_t digits_of_rows = 4, rows_at_once = (std::size_t{1} << digits_of_rows) - 1;

/// Adds 64 binary numbers, given by digits, to 64 counters of one byte.
[[gnu::always_inline]] inline void add_to_counters(const std::array<std::uint64_t, digits_of_rows>& digits,
                                                   std::uint8_t* counters) {
#if defined(__AVX512BW__)
  __m512i sum = _mm512_load_si512(counters);
  for (std::size_t d = 0; d < digits_of_rows; ++d)
    sum = _mm512_mask_add_epi8(sum, digits[d], sum, _mm512_set1_epi8(static_cast<char>(1 << d)));
  _mm512_store_si512(counters, sum);
#elif defined(__AVX2__)
  // Every byte takes those eight bits that its own is among, and tests for its own.
  const __m256i which = _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
  const __m256i own = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201));
  for (int half = 0; half < 2; ++half) {
    __m256i less = _mm256_setzero_si256();
    for (std::size_t d = digits_of_rows; d-- > 0;) {
      const __m256i eight = _mm256_shuffle_epi8(_mm256_set1_epi32(static_cast<int>(digits[d] >> (32 * half))), which);
      less = _mm256_add_epi8(_mm256_add_epi8(less, less), _mm256_cmpeq_epi8(_mm256_and_si256(eight, own), own));
    }
    auto* const at = reinterpret_cast<__m256i*>(counters) + half;
    _mm256_store_si256(at, _mm256_sub_epi8(_mm256_load_si256(at), less));
  }
#else
  for (int first = 0; first < 64; first += 8) {
    std::uint64_t numbers = 0, eight;
    for (std::size_t d = digits_of_rows; d-- > 0;) {
      const std::uint64_t own = ((digits[d] >> first) & 0xff) * 0x0101010101010101 & 0x8040201008040201;
      numbers = 2 * numbers + (((own + 0x7f7f7f7f7f7f7f7f) >> 7) & 0x0101010101010101);
    }
    std::memcpy(&eight, counters + first, 8);
    eight += numbers;
    std::memcpy(counters + first, &eight, 8);
  }
#endif
}

/// Adds the bits of `rows_at_once` rows of 1,024 bits to counters of one byte per bit, aligned to 64 bytes.
inline void count_bits(const std::uint64_t* const* rows, std::uint8_t* counters) {
  constexpr std::size_t size = word_pack::size, words = 16;
  for (std::size_t from = 0; from < words; from += size) {
    const auto sum = sum_of_rows<digits_of_rows>(rows, from);
    std::array<std::array<std::uint64_t, size>, digits_of_rows> digits;
    for (std::size_t d = 0; d < digits_of_rows; ++d) word_pack::store(digits[d].data(), sum.digit[d]);
    for (std::size_t k = 0; k < size; ++k)
      add_to_counters({digits[0][k], digits[1][k], digits[2][k], digits[3][k]}, counters + 64 * (from + k));
  }
}

} // namespace cortexpr::detail
