// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/detail/random/philox.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// Poisson numbers of mean up to 8 from 16 random bits: Walker's alias method with 32 columns. Column k holds the
/// count k, the last one all counts from 31 on. Bits decide the column and the half of it; where 11 bits of the
/// fraction do not decide, 64 more are asked for, so that nothing is rounded away.
struct poisson_columns {
  static constexpr std::size_t size = 32;
  static constexpr std::uint32_t last = size - 1;
  static constexpr double largest_mean = 8;

  double mean = 0;
  alignas(64) std::array<std::uint16_t, size> threshold{}, other{};
  std::array<std::uint64_t, size> remainder{};

  poisson_columns() = default;
  explicit poisson_columns(double m) : mean(m) {
    std::array<double, size> p{};
    double term = std::exp(-m);
    for (std::size_t k = 0; k < last;) {
      p[k] = term;
      term *= m / static_cast<double>(++k);
    }
    p[last] = tail(term);
    split(p);
  }

  /// Where 16 bits leave the count open: the undecided half of a column, or the tail.
  [[nodiscard]] std::uint16_t resolve(std::uint32_t bits, stream s, std::uint64_t neuron, std::uint64_t step) const {
    const auto column = static_cast<std::uint32_t>(bits % size), fraction = static_cast<std::uint32_t>(bits / size);
    const auto more = draw(s, neuron, step);
    const std::uint64_t next = (std::uint64_t{more[0]} << 32) | more[1];
    const bool own = fraction < threshold[column] || (fraction == threshold[column] && next < remainder[column]);
    std::uint32_t count = own ? column : other[column];
    if (count != last) return static_cast<std::uint16_t>(count);
    double term = std::exp(-mean);
    for (std::uint32_t k = 1; k <= last; ++k) term *= mean / k;
    double left = to_unit(more[2], more[3]) * tail(term);
    while (left >= term && term > 0) {
      left -= term;
      term *= mean / ++count;
    }
    return static_cast<std::uint16_t>(count);
  }

private:
  /// The sum of all terms from `term`, that of count 31, on.
  [[nodiscard]] double tail(double term) const {
    double sum = 0;
    for (std::uint32_t k = last; term > 0 && k < 4 * size; term *= mean / ++k) sum += term;
    return sum;
  }

  // Vose's construction: columns below the average are filled up by those above.
  void split(std::array<double, size> p) {
    std::array<std::size_t, size> small{}, large{};
    std::size_t smalls = 0, larges = 0;
    for (std::size_t k = 0; k < size; ++k) {
      p[k] *= size;
      (p[k] < 1 ? small[smalls++] : large[larges++]) = k;
    }
    std::array<double, size> own;
    own.fill(1);
    for (std::size_t k = 0; k < size; ++k) other[k] = static_cast<std::uint16_t>(k);
    while (smalls > 0 && larges > 0) {
      const std::size_t low = small[--smalls], high = large[larges - 1];
      own[low] = p[low];
      other[low] = static_cast<std::uint16_t>(high);
      p[high] = (p[high] + p[low]) - 1;
      if (p[high] < 1) {
        --larges;
        small[smalls++] = high;
      }
    }
    constexpr double fractions = 2048; // of 11 bits
    for (std::size_t k = 0; k < size; ++k) {
      const double scaled = own[k] * fractions, whole = std::floor(scaled);
      threshold[k] = static_cast<std::uint16_t>(whole);
      remainder[k] = static_cast<std::uint64_t>((scaled - whole) * 0x1p64);
    }
  }
};

#if defined(__AVX2__)
/// The counts that 16 random bits decide for several neurons side by side.
struct poisson_packs {
#if defined(CORTEXPR_HAS_AVX512_WORDS)
  using type = __m512i;
  static constexpr std::size_t size = 32;

  [[gnu::always_inline]] static type load(const std::uint16_t* from) { return _mm512_loadu_si512(from); }
  [[gnu::always_inline]] static void store(std::uint16_t* to, type x) { _mm512_storeu_si512(to, x); }
  [[gnu::always_inline]] static type sum(type x, type y) { return _mm512_add_epi16(x, y); }
#else
  using type = __m256i;
  static constexpr std::size_t size = 16;

  [[gnu::always_inline]] static type load(const std::uint16_t* from) {
    return _mm256_loadu_si256(reinterpret_cast<const type*>(from));
  }
  [[gnu::always_inline]] static void store(std::uint16_t* to, type x) {
    _mm256_storeu_si256(reinterpret_cast<type*>(to), x);
  }
  [[gnu::always_inline]] static type sum(type x, type y) { return _mm256_add_epi16(x, y); }
#endif

  struct decided {
    type counts;
    std::uint32_t open; ///< a bit for each neuron whose count 16 bits leave open
  };

#if defined(CORTEXPR_HAS_AVX512_WORDS)
  [[gnu::always_inline]] explicit poisson_packs(const poisson_columns& c)
      : thresholds(_mm512_load_si512(c.threshold.data())), others(_mm512_load_si512(c.other.data())) {}
  [[nodiscard, gnu::always_inline]] decided operator()(type bits) const {
    const type column = _mm512_and_si512(bits, _mm512_set1_epi16(poisson_columns::last));
    const type fraction = _mm512_srli_epi16(bits, 5);
    const type limit = _mm512_permutexvar_epi16(column, thresholds);
    const __mmask32 own = _mm512_cmplt_epu16_mask(fraction, limit);
    const type counts = _mm512_mask_mov_epi16(_mm512_permutexvar_epi16(column, others), own, column);
    return {counts, _mm512_cmpeq_epi16_mask(fraction, limit) |
                        _mm512_cmpeq_epi16_mask(counts, _mm512_set1_epi16(poisson_columns::last))};
  }

private:
  type thresholds, others;
#else
  [[gnu::always_inline]] explicit poisson_packs(const poisson_columns& c)
      : low_(bytes_of(c.threshold, 0)), high_(bytes_of(c.threshold, 8)), others_(bytes_of(c.other, 0)) {}
  [[nodiscard, gnu::always_inline]] decided operator()(type bits) const {
    const type column = _mm256_and_si256(bits, _mm256_set1_epi16(poisson_columns::last));
    const type fraction = _mm256_srli_epi16(bits, 5);
    const type upper = _mm256_cmpgt_epi16(column, _mm256_set1_epi16(15));
    const type limit =
        _mm256_or_si256(look_up(low_, column, upper), _mm256_slli_epi16(look_up(high_, column, upper), 8));
    const type own = _mm256_cmpgt_epi16(limit, fraction);
    const type counts = _mm256_blendv_epi8(look_up(others_, column, upper), column, own);
    const type open = _mm256_or_si256(_mm256_cmpeq_epi16(fraction, limit),
                                      _mm256_cmpeq_epi16(counts, _mm256_set1_epi16(poisson_columns::last)));
    const __m128i narrow = _mm_packs_epi16(_mm256_castsi256_si128(open), _mm256_extracti128_si256(open, 1));
    return {counts, static_cast<std::uint32_t>(_mm_movemask_epi8(narrow))};
  }

private:
  // One byte of each of 32 numbers, for shuffles of bytes: those of columns 0 to 15, those of columns 16 to 31.
  struct table {
    type first, second;
  };
  [[nodiscard, gnu::always_inline]] static table bytes_of(const std::array<std::uint16_t, 32>& numbers, int shift) {
    const auto half = [&](std::size_t first) {
      const type bytes =
          _mm256_and_si256(_mm256_srli_epi16(load(numbers.data() + first), shift), _mm256_set1_epi16(0xff));
      return _mm256_broadcastsi128_si256(
          _mm_packus_epi16(_mm256_castsi256_si128(bytes), _mm256_extracti128_si256(bytes, 1)));
    };
    return {half(0), half(16)};
  }
  // Lanes have 16 bits: the lower byte looks up, the upper byte, whose top bit is set, becomes 0.
  [[nodiscard, gnu::always_inline]] static type look_up(const table& t, type column, type upper) {
    const type index = _mm256_or_si256(column, _mm256_set1_epi16(static_cast<short>(0x8000)));
    return _mm256_blendv_epi8(_mm256_shuffle_epi8(t.first, index), _mm256_shuffle_epi8(t.second, index), upper);
  }

  table low_, high_, others_;
#endif
};
#endif

} // namespace cortexpr::detail
