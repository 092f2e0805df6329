// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/count_bits.hpp>
#include <cortexpr/model/columns.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cortexpr::detail {

/// The targets of every source of a slice as one bit each: for dense projections with one weight and one delay, where
/// counting bits is several times as fast as following a list of targets.
struct row_bits {
  static constexpr std::size_t most_rows = 255; ///< that counters of one byte can take
  static constexpr std::size_t block = 1024;    ///< targets that are counted at a time, from two cache lines per source

  std::size_t words = 0;        ///< of 64 targets per source, those of whole blocks
  sequence<std::uint64_t> bits; ///< a row per source, and one more without a bit

  [[nodiscard]] bool empty() const { return bits.empty(); }
  [[nodiscard]] bool operator==(const row_bits&) const = default;

  /// Asks for the first block of a source ahead of time.
  void prefetch(std::size_t source) const { prefetch(bits.data() + source * words); }
  /// Adds the bits of some sources in the block from target `first` on to its counters, aligned to 64 bytes, and asks
  /// for the next block.
  void count(std::span<const std::size_t> sources, std::size_t first, std::uint8_t* counters) const {
    const std::uint64_t* const at = bits.data() + first / 64;
    while (!sources.empty()) {
      const std::size_t n = std::min(rows_at_once, sources.size());
      std::array<const std::uint64_t*, rows_at_once> rows;
      rows.fill(at + (bits.size() - words));
      for (std::size_t r = 0; r < n; ++r) {
        rows[r] = at + sources[r] * words;
        prefetch(rows[r] + block / 64);
      }
      count_bits(rows.data(), counters);
      sources = sources.subspan(n);
    }
  }

private:
  static void prefetch(const std::uint64_t* from) {
    for (std::size_t w = 0; w < block / 64; w += 8) __builtin_prefetch(from + w);
  }
};

/// Sets the bits of a slice's rows; false if a source has two synapses onto one target, which a bit cannot tell.
template <class Rows>
[[nodiscard]] bool make_row_bits(Rows& rows) {
  row_bits fresh;
  const std::size_t sources = rows.row.size() - 1;
  fresh.words = (rows.targets + row_bits::block - 1) / row_bits::block * (row_bits::block / 64);
  fresh.bits.assign((sources + 1) * fresh.words, 0);
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

/// Adds count times weight to the variable of neurons [begin, begin + targets), of one block at most, unless it is
/// held.
template <class Real>
void add_counts(const std::uint8_t* counters, Real weight, Real* variable, std::size_t begin, std::size_t targets,
                bit_view held) {
  // In memory of its own: counters of one byte may alias everything, which would keep the loops from vectors.
  alignas(64) std::array<Real, row_bits::block> input;
  for (std::size_t i = 0; i < input.size(); ++i) input[i] = weight * static_cast<Real>(counters[i]);
  held.for_each(begin, begin + targets, [&](std::size_t i) { input[i - begin] = 0; });
  Real* const x = variable + begin;
  for (std::size_t i = 0; i < targets; ++i) x[i] += input[i];
}

} // namespace cortexpr::detail
