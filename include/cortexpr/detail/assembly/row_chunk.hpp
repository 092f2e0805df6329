// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

namespace cortexpr::detail {

/// The synapses of one source in the order of their creation.
struct created_row {
  sequence<std::uint32_t> target; ///< counted from the projection's first one
  sequence<std::uint32_t> delay;  ///< steps; empty if all have `one_delay`
  std::uint32_t one_delay = 0;
  sequence<double> weight;        ///< empty if weights are not stored
  sequence<std::uint64_t> number; ///< empty if synapses are numbered row by row

  [[nodiscard]] std::uint32_t delay_of(std::size_t k) const { return delay.empty() ? one_delay : delay[k]; }
  void clear() {
    target.clear();
    delay.clear();
    weight.clear();
    number.clear();
  }
};

/// Finished rows of some consecutive sources in one slice. `Element`: what is stored of a weight.
template <class Element>
struct chunk_slice {
  sequence<std::uint32_t> row_length, row_segments; ///< per source
  sequence<std::uint16_t> target;
  sequence<Element> weight;
  sequence<std::uint32_t> rank;   ///< in the row of the source
  sequence<std::uint64_t> number; ///< instead, where synapses have numbers of their own
  sequence<segment> segments;

  void clear() {
    row_length.clear();
    row_segments.clear();
    target.clear();
    weight.clear();
    rank.clear();
    number.clear();
    segments.clear();
  }
};

/// Sorts rows, one after the other, into slices and by delay.
template <class Element>
class row_chunk {
public:
  sequence<chunk_slice<Element>> slices;
  std::uint32_t min_delay = std::numeric_limits<std::uint32_t>::max(), max_delay = 0;
  std::uint64_t synapses = 0;
  bool as_stored = true; ///< the storage order of every row is its order of creation
  bool numbered = false; ///< synapses have numbers of their own

  /// Without `keeps_order` nothing is noted of the order of creation.
  explicit row_chunk(const slice_bounds& bounds, bool keeps_order = true)
      : slices(bounds.count()), bounds_(&bounds), keeps_order_(keeps_order) {}

  void clear() {
    for (auto& s : slices) s.clear();
    min_delay = std::numeric_limits<std::uint32_t>::max();
    max_delay = 0;
    synapses = 0;
    as_stored = true;
  }

  /// Appends a row; `encode(weight)` is what is stored of a weight.
  template <class Encode>
  void add(const created_row& row, const Encode& encode) {
    const std::size_t n = row.target.size();
    if (n == 0) {
      for (auto& s : slices) s.row_length.push_back(0), s.row_segments.push_back(0);
      return;
    }
    synapses += n;
    numbered = numbered || !row.number.empty();
    std::uint32_t low = row.one_delay, high = row.one_delay;
    if (!row.delay.empty()) {
      low = std::numeric_limits<std::uint32_t>::max(), high = 0;
      for (const std::uint32_t d : row.delay) low = std::min(low, d), high = std::max(high, d);
    }
    min_delay = std::min(min_delay, low);
    max_delay = std::max(max_delay, high);
    if (slices.size() > 1) {
      slice_.resize(n);
      for (std::size_t k = 0; k < n; ++k) slice_[k] = slice_of(row.target[k]);
    }
    const std::uint64_t delays = std::uint64_t{high} - low + 1;
    if (slices.size() * delays > 4 * n + 4096)
      sort_by_digits(row, low, delays);
    else
      sort_by_counting(row, low, static_cast<std::size_t>(delays));
    bool moved = false;
    for (std::size_t k = 0; k < n; ++k) moved |= place_[k] != k;
    as_stored = as_stored && !moved;
    write(row, encode);
  }

private:
  /// Where a row goes in a slice: shifted so that places in the whole row can be used.
  struct destination {
    std::ptrdiff_t shift = 0;
    std::uint32_t first_target = 0;
  };

  [[nodiscard]] std::uint32_t slice_of(std::uint32_t target) const {
    const auto& begin = bounds_->begin;
    target += begin[0];
    if (begin.size() > 9) {
      const auto above = std::upper_bound(begin.begin() + 1, begin.end() - 1, target);
      return static_cast<std::uint32_t>(above - begin.begin()) - 1;
    }
    std::uint32_t s = 0;
    for (std::size_t k = 1; k + 1 < begin.size(); ++k) s += target >= begin[k] ? 1u : 0u;
    return s;
  }

  // Both fill place_ (where each synapse goes in the row), length_ (of the row in every slice) and found_ (the
  // segments, slice by slice).
  void sort_by_counting(const created_row& row, std::uint32_t low, std::size_t delays) {
    const std::size_t n = row.target.size();
    key_.resize(n);
    place_.resize(n);
    count_.assign(slices.size() * delays, 0);
    if (row.delay.empty())
      std::fill(key_.begin(), key_.end(), 0);
    else
      for (std::size_t k = 0; k < n; ++k) key_[k] = row.delay[k] - low;
    if (slices.size() > 1)
      for (std::size_t k = 0; k < n; ++k) key_[k] += static_cast<std::uint32_t>(slice_[k] * delays);
    for (std::size_t k = 0; k < n; ++k) ++count_[key_[k]];
    found_.clear();
    length_.assign(slices.size(), 0);
    segments_.assign(slices.size(), 0);
    std::uint32_t sum = 0;
    for (std::size_t s = 0, c = 0; s < slices.size(); ++s) {
      const std::uint32_t before = sum;
      for (std::size_t d = 0; d < delays; ++d, ++c) {
        const std::uint32_t x = count_[c];
        if (x != 0) found_.push_back({low + static_cast<std::uint32_t>(d), x}), ++segments_[s];
        count_[c] = sum;
        sum += x;
      }
      length_[s] = sum - before;
    }
    for (std::size_t k = 0; k < n; ++k) place_[k] = count_[key_[k]]++;
  }
  void sort_by_digits(const created_row& row, std::uint32_t low, std::uint64_t delays) {
    const std::size_t n = row.target.size();
    key_.resize(n);
    place_.resize(n);
    if (slices.size() == 1) slice_.assign(n, 0);
    std::iota(key_.begin(), key_.end(), 0u);
    constexpr std::uint32_t digits = 2048;
    for (std::uint64_t unit = 1; unit < delays; unit *= digits)
      sort_by(digits, [&](std::uint32_t k) { return (row.delay_of(k) - low) / unit % digits; });
    if (slices.size() > 1) sort_by(slices.size(), [&](std::uint32_t k) { return slice_[k]; });
    found_.clear();
    length_.assign(slices.size(), 0);
    segments_.assign(slices.size(), 0);
    for (std::uint32_t k = 0; k < n; ++k) {
      const std::uint32_t s = slice_[key_[k]];
      const std::uint32_t d = row.delay_of(key_[k]);
      place_[key_[k]] = k;
      if (length_[s]++ == 0 || found_.back().delay != d) found_.push_back({d, 0}), ++segments_[s];
      ++found_.back().count;
    }
  }

  /// Sorts key_ by one digit; synapses that are equal in it keep their order. What place_ held is lost.
  template <class Digit>
  void sort_by(std::size_t digits, const Digit& digit) {
    count_.assign(digits, 0);
    for (const std::uint32_t k : key_) ++count_[digit(k)];
    std::uint32_t sum = 0;
    for (std::uint32_t& begin : count_) sum += std::exchange(begin, sum);
    for (const std::uint32_t k : key_) place_[count_[digit(k)]++] = k;
    std::swap(key_, place_);
  }

  template <class Encode>
  void write(const created_row& row, const Encode& encode) {
    const std::size_t n = row.target.size();
    to_.resize(slices.size());
    const segment* next = found_.data();
    std::size_t begin = 0;
    for (std::size_t s = 0; s < slices.size(); ++s) {
      auto& slice = slices[s];
      const std::size_t former = slice.target.size(), now = former + length_[s];
      slice.row_length.push_back(length_[s]);
      slice.row_segments.push_back(segments_[s]);
      slice.segments.append(next, segments_[s]);
      next += segments_[s];
      slice.target.resize(now);
      if (!row.weight.empty()) slice.weight.resize(now);
      if (keeps_order_ && !row.number.empty()) slice.number.resize(now);
      if (keeps_order_ && row.number.empty()) slice.rank.resize(now);
      to_[s] = {static_cast<std::ptrdiff_t>(former) - static_cast<std::ptrdiff_t>(begin),
                bounds_->begin[s] - bounds_->begin[0]};
      begin += length_[s];
    }
    const auto each = [&](auto&& put) {
      if (slices.size() == 1)
        for (std::size_t k = 0; k < n; ++k) put(slices[0], k, static_cast<std::size_t>(place_[k] + to_[0].shift), 0);
      else
        for (std::size_t k = 0; k < n; ++k)
          put(slices[slice_[k]], k, static_cast<std::size_t>(place_[k] + to_[slice_[k]].shift),
              to_[slice_[k]].first_target);
    };
    // One loop per list: each is in reach of the optimiser.
    each([&](auto& s, std::size_t k, std::size_t at, std::uint32_t first) {
      s.target[at] = static_cast<std::uint16_t>(row.target[k] - first);
    });
    if (!row.weight.empty())
      each([&](auto& s, std::size_t k, std::size_t at, std::uint32_t) { s.weight[at] = encode(row.weight[k]); });
    if (!keeps_order_) return;
    if (!row.number.empty())
      each([&](auto& s, std::size_t k, std::size_t at, std::uint32_t) { s.number[at] = row.number[k]; });
    else
      each([&](auto& s, std::size_t k, std::size_t at, std::uint32_t) { s.rank[at] = static_cast<std::uint32_t>(k); });
  }

  const slice_bounds* bounds_;
  bool keeps_order_;
  sequence<std::uint32_t> slice_, key_, place_, count_, length_, segments_;
  sequence<segment> found_;
  sequence<destination> to_;
};

} // namespace cortexpr::detail
