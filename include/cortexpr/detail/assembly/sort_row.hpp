// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/assembly/created_row.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace cortexpr::detail {

/// The order in which a row is stored: slice by slice, inside a slice by delay, among equal delays by creation.
struct row_order {
  std::uint32_t min_delay = 0, max_delay = 0;
  sequence<std::uint32_t> slice;         ///< of every synapse; meaningless if there is only one
  sequence<std::uint32_t> place;         ///< of every synapse: where it goes in the row
  sequence<std::uint32_t> length;        ///< synapses per slice
  sequence<std::uint32_t> segment_count; ///< segments per slice
  sequence<segment> segments;            ///< slice by slice

  /// Whether the row is stored as it was created.
  [[nodiscard]] bool as_created() const {
    bool moved = false;
    for (std::size_t k = 0; k < place.size(); ++k) moved |= place[k] != k;
    return !moved;
  }
};

/// Finds the order of one row after the other; keeps its memory in between.
class row_sorter {
public:
  /// The order of a row that is not empty; valid until the next call.
  [[nodiscard]] const row_order& sort(const created_row& row, const slice_bounds& bounds) {
    const std::size_t n = row.target.size(), slices = bounds.count();
    std::uint32_t low = row.one_delay, high = row.one_delay;
    if (!row.delay.empty()) {
      low = std::numeric_limits<std::uint32_t>::max(), high = 0;
      for (const std::uint32_t d : row.delay) low = std::min(low, d), high = std::max(high, d);
    }
    order_.min_delay = low;
    order_.max_delay = high;
    if (slices > 1) {
      order_.slice.resize(n);
      for (std::size_t k = 0; k < n; ++k) order_.slice[k] = slice_of(bounds, row.target[k]);
    }
    const std::uint64_t delays = std::uint64_t{high} - low + 1;
    if (slices * delays > 4 * n + 4096)
      sort_by_digits(row, slices, low, delays);
    else
      sort_by_counting(row, slices, low, static_cast<std::size_t>(delays));
    return order_;
  }

private:
  [[nodiscard]] static std::uint32_t slice_of(const slice_bounds& bounds, std::uint32_t target) {
    const auto& begin = bounds.begin;
    target += begin[0];
    if (begin.size() > 9) {
      const auto above = std::upper_bound(begin.begin() + 1, begin.end() - 1, target);
      return static_cast<std::uint32_t>(above - begin.begin()) - 1;
    }
    std::uint32_t s = 0;
    for (std::size_t k = 1; k + 1 < begin.size(); ++k) s += target >= begin[k] ? 1u : 0u;
    return s;
  }

  /// The usual way: one counter for each pair of slice and delay.
  void sort_by_counting(const created_row& row, std::size_t slices, std::uint32_t low, std::size_t delays) {
    const std::size_t n = row.target.size();
    key_.resize(n);
    order_.place.resize(n);
    count_.assign(slices * delays, 0);
    if (row.delay.empty())
      std::fill(key_.begin(), key_.end(), 0);
    else
      for (std::size_t k = 0; k < n; ++k) key_[k] = row.delay[k] - low;
    if (slices > 1)
      for (std::size_t k = 0; k < n; ++k) key_[k] += static_cast<std::uint32_t>(order_.slice[k] * delays);
    for (std::size_t k = 0; k < n; ++k) ++count_[key_[k]];
    start_segments(slices);
    std::uint32_t sum = 0;
    for (std::size_t s = 0, c = 0; s < slices; ++s) {
      const std::uint32_t before = sum;
      for (std::size_t d = 0; d < delays; ++d, ++c) {
        const std::uint32_t x = count_[c];
        if (x != 0) order_.segments.push_back({low + static_cast<std::uint32_t>(d), x}), ++order_.segment_count[s];
        count_[c] = sum;
        sum += x;
      }
      order_.length[s] = sum - before;
    }
    for (std::size_t k = 0; k < n; ++k) order_.place[k] = count_[key_[k]]++;
  }
  /// For delays so far apart that counters would outnumber synapses: digit by digit, the slice last. key_ holds the
  /// synapses in the order that was reached.
  void sort_by_digits(const created_row& row, std::size_t slices, std::uint32_t low, std::uint64_t delays) {
    const std::size_t n = row.target.size();
    key_.resize(n);
    order_.place.resize(n);
    if (slices == 1) order_.slice.assign(n, 0);
    for (std::size_t k = 0; k < n; ++k) key_[k] = static_cast<std::uint32_t>(k);
    constexpr std::uint32_t digits = 2048;
    for (std::uint64_t unit = 1; unit < delays; unit *= digits)
      sort_by(digits, [&](std::uint32_t k) { return (row.delay_of(k) - low) / unit % digits; });
    if (slices > 1) sort_by(slices, [&](std::uint32_t k) { return order_.slice[k]; });
    start_segments(slices);
    for (std::uint32_t k = 0; k < n; ++k) {
      const std::uint32_t s = order_.slice[key_[k]];
      const std::uint32_t d = row.delay_of(key_[k]);
      order_.place[key_[k]] = k;
      if (order_.length[s]++ == 0 || order_.segments.back().delay != d)
        order_.segments.push_back({d, 0}), ++order_.segment_count[s];
      ++order_.segments.back().count;
    }
  }
  void start_segments(std::size_t slices) {
    order_.segments.clear();
    order_.length.assign(slices, 0);
    order_.segment_count.assign(slices, 0);
  }
  /// Sorts key_ by one digit; synapses that are equal in it keep their order. `place` serves as the second array.
  template <class Digit>
  void sort_by(std::size_t digits, const Digit& digit) {
    count_.assign(digits, 0);
    for (const std::uint32_t k : key_) ++count_[digit(k)];
    std::uint32_t sum = 0;
    for (std::uint32_t& begin : count_) sum += std::exchange(begin, sum);
    for (const std::uint32_t k : key_) order_.place[count_[digit(k)]++] = k;
    std::swap(key_, order_.place);
  }

  row_order order_;
  sequence<std::uint32_t> key_, count_; // memory of one call
};

} // namespace cortexpr::detail
