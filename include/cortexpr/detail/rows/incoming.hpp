// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cortexpr::detail {

/// The synapses of every target of a slice, in storage order: the way back from a target to its synapses. A trace row
/// is what one pre-synaptic trace belongs to: a source's row, or its segment if delays are mixed.
struct incoming_index {
  sequence<std::uint64_t> begin;     ///< per target, one more than targets; empty if `dense`
  sequence<std::uint32_t> position;  ///< of the synapse in the slice
  sequence<std::uint32_t> trace_row; ///< of the synapse; empty if trace rows are not asked for
  bool dense = false;                ///< every row holds all targets in order: positions are computed, not stored
  [[nodiscard]] bool operator==(const incoming_index&) const = default;
};

/// Calls f(position, trace_row) for all synapses of a target, in storage order, and prefetch(position) some time before
/// where positions are looked up. Where they are computed compilers use gathers and scatters, which are faster, unless
/// the loop cannot be one of vectors (`Scalar`).
template <bool Scalar = false, class Rows, class F, class Prefetch>
[[gnu::always_inline]] inline void for_each_incoming(const Rows& rows, std::size_t target, F&& f,
                                                     const Prefetch& prefetch) {
  constexpr std::size_t ahead = Scalar ? 32 : 24;
  const incoming_index& incoming = rows.incoming;
  if (incoming.dense) {
    const std::size_t sources = rows.row.size() - 1;
    for (std::size_t i = 0; i < sources; ++i) {
      if constexpr (Scalar) prefetch((i + ahead) * rows.targets + target);
      f(i * rows.targets + target, i);
    }
  } else {
    const std::uint64_t begin = incoming.begin[target], end = incoming.begin[target + 1];
    for (std::uint64_t e = begin; e < std::min(begin + ahead, end); ++e) prefetch(std::size_t{incoming.position[e]});
    for (std::uint64_t e = begin; e < end; ++e) {
      if (e + ahead < end) prefetch(std::size_t{incoming.position[e + ahead]});
      f(std::size_t{incoming.position[e]},
        incoming.trace_row.empty() ? std::size_t{0} : std::size_t{incoming.trace_row[e]});
    }
  }
}
template <class Rows, class F>
[[gnu::always_inline]] inline void for_each_incoming(const Rows& rows, std::size_t target, F&& f) {
  for_each_incoming(rows, target, f, [](std::size_t) {});
}

/// Calls f(begin, end, trace_row) for the synapses of all trace rows of a slice, in storage order.
template <class Rows, class F>
void for_each_trace_row(const Rows& rows, F&& f) {
  for (std::size_t i = 0; i + 1 < rows.row.size(); ++i) {
    std::size_t begin = rows.row[i];
    if (rows.segment_begin.empty()) {
      f(begin, static_cast<std::size_t>(rows.row[i + 1]), i);
      continue;
    }
    for (std::size_t g = rows.segment_begin[i]; g < rows.segment_begin[i + 1]; ++g) {
      f(begin, begin + rows.segments[g].count, g);
      begin += rows.segments[g].count;
    }
  }
}
/// Calls f(position, trace_row) for all synapses of a slice, in storage order.
template <class Rows, class F>
void for_each_with_trace_row(const Rows& rows, F&& f) {
  for_each_trace_row(rows, [&](std::size_t begin, std::size_t end, std::size_t trace_row) {
    for (std::size_t k = begin; k < end; ++k) f(k, trace_row);
  });
}
/// The source whose row holds a synapse.
template <class Rows>
[[nodiscard]] std::size_t row_of(const Rows& rows, std::size_t k) {
  const auto above = std::upper_bound(rows.row.begin(), rows.row.end(), k);
  return static_cast<std::size_t>(above - rows.row.begin()) - 1;
}
/// The trace row of a synapse.
template <class Rows>
[[nodiscard]] std::size_t trace_row_of(const Rows& rows, std::size_t k) {
  const std::size_t i = row_of(rows, k);
  if (rows.segment_begin.empty()) return i;
  std::size_t g = rows.segment_begin[i];
  for (std::size_t end = rows.row[i] + rows.segments[g].count; end <= k; end += rows.segments[g].count) ++g;
  return g;
}

struct trace_row_bounds {
  std::size_t begin, end, number;
};
/// The trace row of a synapse with its synapses.
template <class Rows>
[[nodiscard]] trace_row_bounds trace_row_around(const Rows& rows, std::size_t k) {
  const std::size_t i = row_of(rows, k);
  std::size_t begin = static_cast<std::size_t>(rows.row[i]);
  if (rows.segment_begin.empty()) return {begin, static_cast<std::size_t>(rows.row[i + 1]), i};
  std::size_t g = rows.segment_begin[i];
  for (; begin + rows.segments[g].count <= k; ++g) begin += rows.segments[g].count;
  return {begin, begin + rows.segments[g].count, g};
}

/// How many trace rows a slice has.
template <class Rows>
[[nodiscard]] std::size_t count_trace_rows(const Rows& rows) {
  return rows.segment_begin.empty() ? rows.row.size() - 1 : rows.segments.size();
}

/// Builds the way back. `with_trace_rows`: whether the trace rows of the synapses will be asked for. `may_compute`:
/// positions need not be stored where they can be computed.
template <class Rows>
void index_incoming(Rows& rows, bool with_trace_rows, std::string_view label, bool may_compute = true) {
  incoming_index& incoming = rows.incoming;
  const std::size_t n = rows.target.size(), sources = rows.row.size() - 1;
  incoming = {};
  if (may_compute && rows.segment_begin.empty() && n == sources * rows.targets) {
    incoming.dense = true;
    for (std::size_t i = 0; i < sources && incoming.dense; ++i) incoming.dense = rows.row[i] == i * rows.targets;
    for (std::size_t k = 0; k < n && incoming.dense; ++k) incoming.dense = rows.target[k] == k % rows.targets;
    if (incoming.dense) return;
  }
  if (n > 0xffffffffu)
    raise({"projection '", label, "': ", n,
           " plastic synapses onto 65,535 targets are too many; a slice holds up to 4,294,967,295"});
  incoming.begin.assign(rows.targets + 1u, 0);
  for (std::size_t k = 0; k < n; ++k) ++incoming.begin[rows.target[k] + 1u];
  for (std::size_t j = 0; j < rows.targets; ++j) incoming.begin[j + 1] += incoming.begin[j];
  sequence<std::uint64_t> next(incoming.begin.begin(), incoming.begin.end() - 1);
  incoming.position.resize(n);
  if (with_trace_rows) incoming.trace_row.resize(n);
  for_each_with_trace_row(rows, [&](std::size_t k, std::size_t trace_row) {
    const std::uint64_t e = next[rows.target[k]]++;
    incoming.position[e] = static_cast<std::uint32_t>(k);
    if (with_trace_rows) incoming.trace_row[e] = static_cast<std::uint32_t>(trace_row);
  });
}

/// Sorts the way back of every target by the dendritic delays of its synapses, by counting: std::stable_sort is six
/// functions more for every network that learns.
template <class Rows>
void sort_incoming_by_dendrite(Rows& rows) {
  incoming_index& incoming = rows.incoming;
  const auto delay = [&](std::uint64_t e) { return std::size_t{rows.dendrite[incoming.position[e]]}; };
  std::size_t longest = 0;
  for (const auto d : rows.dendrite) longest = std::max<std::size_t>(longest, d);
  sequence<std::uint64_t> next, place_of;
  sequence<std::uint32_t> sorted;
  for (std::size_t j = 0; j < rows.targets; ++j) {
    const std::uint64_t begin = incoming.begin[j], count = incoming.begin[j + 1] - begin;
    next.assign(longest + 2, 0);
    for (std::uint64_t e = 0; e < count; ++e) ++next[delay(begin + e) + 1];
    for (std::size_t d = 0; d < longest; ++d) next[d + 1] += next[d];
    place_of.resize(count);
    for (std::uint64_t e = 0; e < count; ++e) place_of[e] = next[delay(begin + e)]++;
    const auto place = [&](sequence<std::uint32_t>& column) {
      if (column.empty()) return;
      sorted.resize(count);
      for (std::uint64_t e = 0; e < count; ++e) sorted[place_of[e]] = column[begin + e];
      std::copy(sorted.begin(), sorted.end(), column.begin() + begin);
    };
    place(incoming.position);
    place(incoming.trace_row);
  }
}

/// Calls f(position, trace_row) for the synapses of a target that have this dendritic delay, in storage order.
/// `Sorted`: the way back is sorted by it.
template <bool Sorted, class Rows, class F>
void for_each_incoming_behind(const Rows& rows, std::size_t target, std::uint32_t delay, F&& f) {
  if constexpr (Sorted) {
    const incoming_index& incoming = rows.incoming;
    const std::uint32_t* const first = incoming.position.data() + incoming.begin[target];
    const std::uint32_t* const last = incoming.position.data() + incoming.begin[target + 1];
    const auto* at = std::partition_point(first, last, [&](std::uint32_t k) { return rows.dendrite[k] < delay; });
    for (; at != last && rows.dendrite[*at] == delay; ++at)
      f(std::size_t{*at},
        incoming.trace_row.empty()
            ? std::size_t{0}
            : std::size_t{incoming.trace_row[static_cast<std::size_t>(at - incoming.position.data())]});
  } else {
    for_each_incoming(rows, target, [&](std::size_t k, std::size_t trace_row) {
      if (rows.dendrite[k] == delay) f(k, trace_row);
    });
  }
}

} // namespace cortexpr::detail
