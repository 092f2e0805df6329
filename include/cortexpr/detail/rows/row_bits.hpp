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

  std::size_t words = 0;        ///< of 64 targets per source, a multiple of eight
  sequence<std::uint64_t> bits; ///< a row per source, and one more without a bit

  [[nodiscard]] bool empty() const { return bits.empty(); }
  [[nodiscard]] bool operator==(const row_bits&) const = default;

  /// Adds the bits of some sources to counters of the targets (`words` x 64 bytes, aligned to 64), several sources at a
  /// time, so that counters are read and written once for all of these, while the bits of the next ones are fetched.
  void count(std::span<const std::size_t> sources, std::uint8_t* counters) const {
    auto next = sources.first(std::min(rows_at_once, sources.size()));
    prefetch(next);
    while (!next.empty()) {
      std::array<const std::uint64_t*, rows_at_once> row;
      row.fill(bits.data() + bits.size() - words);
      for (std::size_t r = 0; r < next.size(); ++r) row[r] = bits.data() + next[r] * words;
      sources = sources.subspan(next.size());
      next = sources.first(std::min(rows_at_once, sources.size()));
      prefetch(next);
      count_bits(row.data(), words, counters);
    }
  }

private:
  void prefetch(std::span<const std::size_t> sources) const {
    for (const std::size_t source : sources)
      for (std::size_t w = 0; w < words; w += 8) __builtin_prefetch(bits.data() + source * words + w, 0, 2);
  }
};

/// Sets the bits of a slice's rows; false if a source has two synapses onto one target, which a bit cannot tell.
template <class Rows>
[[nodiscard]] bool make_row_bits(Rows& rows) {
  row_bits fresh;
  const std::size_t sources = rows.row.size() - 1;
  fresh.words = (rows.targets + std::size_t{511}) / 512 * 8;
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
  if (!connections.one_delay() || targets < 256 || connections.synapses < connections.sources * targets / 32) return;
  for (auto& rows : connections.slices)
    if (!make_row_bits(rows)) {
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
