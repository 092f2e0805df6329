// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/assembly/row_part.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/global_facts.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace cortexpr::detail {

/// Cuts rows down to the synapses that this rank has, one row after the other; keeps its memory in between. Random
/// numbers are addressed by source, so that every rank draws whole rows; it stores its own part. A template, so that
/// programs without ranks do not compile it.
template <class Row>
class row_cutter final : public row_cutting {
public:
  explicit row_cutter(const shared_bounds& bounds) : bounds_(&bounds) {}
  [[nodiscard]] static std::unique_ptr<row_cutting> make(const shared_bounds& bounds) {
    return std::make_unique<row_cutter>(bounds);
  }

  [[nodiscard]] const row_part& cut(const Row& row) override {
    part_.row.clear();
    part_.place.clear();
    part_.row.one_delay = row.one_delay;
    part_.whole = {};
    part_.as_stored = true;
    part_.before = part_.after = 0;
    if (!row.target.empty()) {
      keep_own(row);
      look_at_whole(row);
    }
    return part_;
  }

private:
  /// Of target `slice` begins with, counted from the projection's first one.
  [[nodiscard]] std::uint32_t begin_of(std::size_t slice) const {
    return bounds_->all.begin[slice] - bounds_->all.begin[0];
  }
  void keep_own(const Row& row) {
    const std::uint32_t low = begin_of(bounds_->first), high = begin_of(bounds_->first + bounds_->own.count());
    Row& own = part_.row;
    for (std::size_t k = 0; k < row.target.size(); ++k) {
      const std::uint32_t j = row.target[k];
      if (j < low) {
        ++part_.before;
      } else if (j >= high) {
        ++part_.after;
      } else {
        own.target.push_back(j - low);
        part_.place.push_back(static_cast<std::uint32_t>(k));
        if (!row.delay.empty()) own.delay.push_back(row.delay[k]);
        if (!row.weight.empty()) own.weight.push_back(row.weight[k]);
        if (!row.number.empty()) own.number.push_back(row.number[k]);
      }
    }
  }
  void look_at_whole(const Row& row) {
    const std::size_t n = row.target.size();
    global_facts& whole = part_.whole;
    whole.synapses = n;
    whole.min_delay = whole.max_delay = row.delay_of(0);
    bool ascends = true;
    std::uint32_t former_target = 0, former_delay = 0;
    std::size_t slice = 0;
    for (std::size_t k = 0; k < n; ++k) {
      const std::uint32_t j = row.target[k], delay = row.delay_of(k);
      whole.min_delay = std::min(whole.min_delay, delay);
      whole.max_delay = std::max(whole.max_delay, delay);
      if (k != 0) {
        ascends = ascends && j >= former_target;
        whole.repeats_pairs = whole.repeats_pairs || j == former_target;
      }
      // Stored are slices one after the other, each sorted by delay.
      if (j < begin_of(slice)) part_.as_stored = false;
      if (j >= begin_of(slice + 1))
        while (j >= begin_of(slice + 1)) ++slice;
      else if (delay < former_delay)
        part_.as_stored = false;
      former_target = j;
      former_delay = delay;
    }
    if (!ascends && !whole.repeats_pairs) whole.repeats_pairs = repeats(row.target);
  }
  [[nodiscard]] bool repeats(const sequence<std::uint32_t>& targets) {
    sorted_.assign(targets.begin(), targets.end());
    std::sort(sorted_.begin(), sorted_.end());
    return std::adjacent_find(sorted_.begin(), sorted_.end()) != sorted_.end();
  }

  const shared_bounds* bounds_;
  row_part part_;
  sequence<std::uint32_t> sorted_;
};

} // namespace cortexpr::detail
