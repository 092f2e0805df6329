// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/assembly/place_rows.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// Appends to a list, of which the share `done` (0 to 1) is there afterwards: one allocation is enough where rows are
/// alike. Memory that is reserved and never used is never touched, so that it costs nothing.
template <class List, class More>
void append(List& list, const More& more, double done) {
  const std::size_t needed = list.size() + more.size();
  if (needed > list.capacity()) {
    const auto guess = static_cast<std::size_t>(static_cast<double>(needed) / done * 1.02) + 64;
    const bool is_all = done >= 1 && list.empty();
    list.reserve(is_all ? needed : std::max(guess, needed + needed / 4));
  }
  if constexpr (std::is_same_v<typename List::value_type, typename More::value_type>)
    list.append(more.data(), more.size());
  else
    for (const auto x : more) list.push_back(static_cast<typename List::value_type>(x));
}

/// Connections whose targets are cut at these bounds, without any synapse.
[[nodiscard]] inline synapse_rows rows_without_synapses(std::uint32_t first_source, std::uint32_t sources,
                                                        const slice_bounds& bounds, bool keeps_order) {
  synapse_rows rows;
  rows.first_source = first_source;
  rows.sources = sources;
  rows.keeps_order = keeps_order;
  rows.slices.resize(bounds.count());
  for (std::size_t s = 0; s < bounds.count(); ++s) {
    rows.slices[s].first_target = bounds.begin[s];
    rows.slices[s].targets = bounds.begin[s + 1] - bounds.begin[s];
    rows.slices[s].part = bounds.first_part + static_cast<std::uint32_t>(s);
  }
  return rows;
}

/// Which slices of a projection this rank has: [first, last). Those before and after are empty but for the lengths of
/// their rows, the sums over all of them in the first one, which the order of creation needs.
struct own_slices {
  std::size_t first, last;

  explicit own_slices(const shared_bounds& bounds) : first(bounds.first), last(bounds.first + bounds.own.count()) {}

  [[gnu::noinline, gnu::cold]] void make_room(synapse_rows& rows) const {
    const std::size_t n = rows.sources + std::size_t{1};
    for (std::size_t s = 0; s < rows.slices.size(); ++s) {
      slice_rows& slice = rows.slices[s];
      slice.elsewhere = s < first || s >= last;
      if (!slice.elsewhere || s == 0 || s == last) slice.row.reserve(n);
      if (!slice.elsewhere)
        slice.segment_begin.reserve(n);
      else if (s == 0 || s == last)
        slice.row.push_back(0);
    }
  }
  /// Of the rows of the next sources; see `placed_rows`.
  [[gnu::noinline]] void add_lengths(synapse_rows& rows, const sequence<std::uint32_t>& elsewhere) const {
    for (std::size_t side = 0; side < 2; ++side) {
      const std::size_t s = side == 0 ? 0 : last;
      if (side == 0 ? first == 0 : last == rows.slices.size()) continue;
      auto& row = rows.slices[s].row;
      for (std::size_t k = side; k < elsewhere.size(); k += 2) row.push_back(row.back() + elsewhere[k]);
    }
  }
};

/// All rows of a projection: what assembling gives.
template <class Element>
struct assembled_rows {
  synapse_rows connections;
  sequence<long_list<Element>> weights; ///< per slice in storage order; empty if weights are not stored
};

/// Third stage of building: puts the rows of a projection together, piece by piece in the order of sources.
template <class Element>
class row_assembly {
public:
  row_assembly(std::uint32_t first_source, std::uint32_t sources, const shared_bounds& bounds, bool keeps_order = true)
      : rows_(rows_without_synapses(first_source, sources, bounds.all, keeps_order)),
        weights_(bounds.all.count()),
        own_(bounds) {
    own_.make_room(rows_);
  }
  /// The synapses so far.
  [[nodiscard]] std::uint64_t synapses() const { return rows_.synapses; }

  /// The rows of the next sources; with them the share `done` of all sources is there.
  void add(const placed_rows<Element>& piece, double done) {
    const bool ranked = as_stored_ && !piece.as_stored;
    own_.add_lengths(rows_, piece.elsewhere);
    for (std::size_t s = own_.first; s < own_.last; ++s) {
      slice_rows& slice = rows_.slices[s];
      const auto& fresh = piece.slices[s - own_.first];
      if (rows_.keeps_order) {
        // Before this piece the storage order told the order of creation.
        if (ranked && fresh.number.empty()) note_ranks(s);
        add_order(slice, fresh, ranked || !as_stored_, done);
      }
      std::uint64_t end = slice.target.size(), end_of_segments = slice.segments.size();
      for (std::size_t i = 0; i < fresh.row_length.size(); ++i) {
        slice.row.push_back(end);
        slice.segment_begin.push_back(end_of_segments);
        end += fresh.row_length[i];
        end_of_segments += fresh.row_segments[i];
      }
      append(slice.target, fresh.target, done);
      append(slice.segments, fresh.segments, done);
      append(weights_[s], fresh.weight, done);
    }
    as_stored_ = as_stored_ && piece.as_stored;
    numbered_ = numbered_ || piece.numbered;
    rows_.add(piece.facts);
  }

  [[nodiscard]] assembled_rows<Element> finish() {
    rows_.keeps_order = rows_.keeps_order || (as_stored_ && !numbered_);
    for (slice_rows& slice : rows_.slices) {
      if (slice.elsewhere) continue;
      slice.row.push_back(slice.target.size());
      slice.segment_begin.push_back(slice.segments.size());
      if (rows_.one_delay()) slice.segment_begin = {}, slice.segments = {};
      if (slice.order.counts_all && rows_.slices.size() == 1 && counts_up(slice.order)) slice.order = {};
    }
    return {std::move(rows_), std::move(weights_)};
  }

private:
  static bool counts_up(const creation_order& order) {
    const std::size_t n = std::max({order.narrow.size(), order.middle.size(), order.wide.size()});
    for (std::size_t k = 0; k < n; ++k)
      if (order[k] != k) return false;
    return true;
  }
  template <class T, class U>
  static void widen(T& from, U& to) {
    to.assign(from.begin(), from.end());
    from = {};
  }
  /// Writes down the ranks that the storage order has told so far.
  void note_ranks(std::size_t s) {
    slice_rows& slice = rows_.slices[s];
    placed_slice<Element> told;
    slice.row.push_back(slice.target.size());
    for (std::size_t i = 0; i + 1 < slice.row.size(); ++i) {
      std::uint64_t rank = 0;
      // The slices before this one already hold rows of the next piece; the former rows are where they were.
      for (std::size_t q = 0; q < s; ++q)
        if (const auto& row = rows_.slices[q].row; !row.empty()) rank += row[i + 1] - row[i];
      for (std::uint64_t k = slice.row[i]; k < slice.row[i + 1]; ++k)
        told.rank.push_back(static_cast<std::uint32_t>(rank++));
    }
    slice.row.pop_back();
    add_order(slice, told, true, 0.5);
  }
  static void add_order(slice_rows& slice, const placed_slice<Element>& fresh, bool ranked, double done) {
    creation_order& order = slice.order;
    if (!fresh.number.empty()) {
      order.counts_all = true;
      std::uint64_t largest = 0;
      for (const std::uint64_t x : fresh.number) largest = std::max(largest, x);
      if (order.wide.empty() && largest <= 0xffffffffu) return append(order.middle, fresh.number, done);
      if (order.wide.empty()) widen(order.middle, order.wide);
      append(order.wide, fresh.number, done);
    } else if (ranked && !fresh.rank.empty()) {
      std::uint32_t largest = 0;
      for (const std::uint32_t x : fresh.rank) largest = std::max(largest, x);
      if (order.middle.empty() && largest <= 0xffffu) return append(order.narrow, fresh.rank, done);
      if (order.middle.empty()) widen(order.narrow, order.middle);
      append(order.middle, fresh.rank, done);
    }
  }

  synapse_rows rows_;
  sequence<long_list<Element>> weights_;
  own_slices own_;
  bool as_stored_ = true, numbered_ = false;
};

} // namespace cortexpr::detail
