// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/model/columns.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

#if defined(__AVX512BW__)
#include <immintrin.h>
#endif

namespace cortexpr::detail {

/// The targets of every source of a slice as one bit each: for dense projections with one weight and one delay, where
/// counting bits is several times as fast as following a list of targets.
struct row_bits {
  // Without masked additions of bytes the list is as fast.
#if defined(__AVX512BW__)
  static constexpr bool worthwhile = true;
#else
  static constexpr bool worthwhile = false;
#endif
  static constexpr std::size_t most_rows = 255; ///< that counters of one byte can take

  std::size_t words = 0; ///< of 64 targets per source
  sequence<std::uint64_t> bits;

  [[nodiscard]] bool empty() const { return bits.empty(); }
  [[nodiscard]] bool operator==(const row_bits&) const = default;

  /// Asks for the bits of a source ahead of time.
  void prefetch(std::size_t source) const {
    for (std::size_t w = 0; w < words; w += 8) __builtin_prefetch(bits.data() + source * words + w);
  }
  /// Adds the bits of some sources to counters of the targets (`words` x 64 bytes, aligned to 64): of up to `together`
  /// at once, so that counters are read and written once for all.
  static constexpr std::size_t together = 4;
  void count(std::span<const std::size_t> sources, std::uint8_t* counters) const {
    if (sources.size() == together)
      count_rows<together>(sources.data(), counters);
    else
      for (const std::size_t& source : sources) count_rows<1>(&source, counters);
  }

private:
  template <std::size_t N>
  void count_rows(const std::size_t* sources, std::uint8_t* counters) const {
    std::array<const std::uint64_t*, N> row;
    for (std::size_t r = 0; r < N; ++r) row[r] = bits.data() + sources[r] * words;
#if defined(__AVX512BW__)
    const __m512i one = _mm512_set1_epi8(1);
    for (std::size_t w = 0; w < words; ++w) {
      __m512i sum = _mm512_load_si512(counters + 64 * w);
      for (std::size_t r = 0; r < N; ++r) sum = _mm512_mask_add_epi8(sum, row[r][w], sum, one);
      _mm512_store_si512(counters + 64 * w, sum);
    }
#else
    for (std::size_t w = 0; w < words; ++w)
      for (std::size_t r = 0; r < N; ++r) for_each_bit(row[r][w], [&](std::size_t k) { ++counters[64 * w + k]; });
#endif
  }
};

/// Sets the bits of a slice's rows; false if a source has two synapses onto one target, which a bit cannot tell.
template <class Rows>
[[nodiscard]] bool make_row_bits(Rows& rows) {
  row_bits fresh;
  const std::size_t sources = rows.row.size() - 1;
  fresh.words = (rows.targets + std::size_t{63}) / 64;
  fresh.bits.assign(sources * fresh.words, 0);
  for (std::size_t i = 0; i < sources; ++i)
    for (std::uint64_t k = rows.row[i]; k < rows.row[i + 1]; ++k) {
      std::uint64_t& word = fresh.bits[i * fresh.words + rows.target[k] / 64];
      const std::uint64_t bit = std::uint64_t{1} << (rows.target[k] % 64);
      if ((word & bit) != 0) return false;
      word |= bit;
    }
  rows.bits = std::move(fresh);
  return true;
}

/// Sets the bits of a projection with one delay if it is dense enough for that to pay (3 % of all pairs) and has no
/// pair twice.
template <class Connections>
void make_bits_where_dense(Connections& connections) {
  const std::uint64_t targets = connections.targets();
  if (connections.repeats_pairs) return;
  if (!connections.one_delay() || targets < 256 || connections.synapses < connections.sources * targets / 32) return;
  for (auto& rows : connections.slices)
    if (!rows.elsewhere && !make_row_bits(rows)) {
      for (auto& other : connections.slices) other.bits = {};
      return;
    }
}

/// Counters of arriving spikes, one byte per target.
using spike_counters = sequence<std::uint8_t, memory::cache_lines>;

/// Adds count times weight to the variable of the targets, which are neurons `begin` to `begin + targets`, unless it
/// is held, and empties the counters.
template <class Real>
void add_counts(spike_counters& counters, Real weight, Real* variable, std::size_t begin, std::size_t targets,
                bit_view held) {
  // In blocks of its own memory: counters of one byte may alias everything, which would keep the loops from vectors.
  constexpr std::size_t block = 64;
  alignas(64) std::array<Real, block> input;
  for (std::size_t first = 0; first < targets; first += block) {
    const std::uint8_t* const c = counters.data() + first;
    for (std::size_t i = 0; i < block; ++i) input[i] = weight * static_cast<Real>(c[i]);
    const std::size_t n = std::min(block, targets - first), at = begin + first;
    held.for_each(at, at + n, [&](std::size_t i) { input[i - at] = 0; });
    Real* const x = variable + at;
    for (std::size_t i = 0; i < n; ++i) x[i] += input[i];
  }
  std::fill(counters.begin(), counters.end(), std::uint8_t{0});
}

} // namespace cortexpr::detail
