// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cortexpr::detail {

/// The spikes that are on their way through rows: each knows its next segment, so that no step searches. They stand in
/// the order in which their first synapses were due. They follow from the remembered spikes, are no part of a state's
/// value and are not copied: they are found anew when a step does not follow the one before. `Walk` knows the rows:
///
///   struct cursor { ...; std::uint32_t count, left, due; };
///       // synapses of the next segment, segments that remain, the step in which it is due (lowest 32 bits)
///   static void prefetch_row(const rows&, std::uint32_t source);
///       // what tells where a row begins
///   static void prefetch_start(const rows&, std::uint32_t source);
///       // its first segment
///   static cursor start(const rows&, std::uint32_t source, std::uint32_t tag);
///       // at the first segment, with its delay for `due`
///   static void prefetch_next(const cursor&);
///       // what `advance` reads
///   static void advance(cursor&);
///       // to the next segment; the caller counts `left`
template <class Walk>
class alignas(64) spikes_in_flight {
public:
  using cursor = typename Walk::cursor;
  using rows_type = typename Walk::rows;

  spikes_in_flight() = default;
  spikes_in_flight(const spikes_in_flight& o) { reserve_room(o.cursors_.capacity(), o.fresh_.capacity()); }
  spikes_in_flight(spikes_in_flight&&) noexcept = default;
  spikes_in_flight& operator=(const spikes_in_flight& o) {
    if (this != &o) *this = spikes_in_flight(o);
    return *this;
  }
  spikes_in_flight& operator=(spikes_in_flight&&) noexcept = default;
  ~spikes_in_flight() = default;

  /// More room: for every spike that so many sources of these connections can have under way, within reason.
  void reserve(const synapse_rows& connections) { reserve(connections, connections.sources); }
  void reserve(const synapse_rows& connections, std::uint32_t sources) {
    const std::uint64_t span = connections.max_delay - connections.min_delay + std::uint64_t{1};
    const std::uint64_t reason = std::max<std::uint64_t>(std::uint64_t{4} * sources, std::uint64_t{1} << 20);
    reserve_room(cursors_.capacity() + static_cast<std::size_t>(std::min(span * sources, reason)),
                 fresh_.capacity() + sources);
  }
  /// To be called when remembered spikes or rows were changed from outside.
  void forget() { next_step_ = -1; }

  /// Starts a step. If it does not follow the one before, enter(step) is asked for all that entered in earlier steps,
  /// the earliest first, up to `span` steps back; and in any case for those that enter now.
  template <class Enter>
  void begin(std::int64_t step, std::uint32_t span, const Enter& enter) {
    if (step != next_step_) {
      cursors_.clear();
      for (std::int64_t back = std::min<std::int64_t>(span, step); back > 0; --back) {
        enter(step - back);
        take_fresh(step - back, step);
      }
    }
    next_step_ = step + 1;
    enter(step);
    take_fresh(step, step);
  }
  /// To be called by `enter`: spikes of one step that begin to arrive through these rows. `tag` is for the caller.
  void enter(const synapse_rows& connections, const rows_type& rows, const step_spikes& spikes, std::uint32_t tag = 0) {
    enter_section(connections, rows, spikes, connections.first_source, connections.first_source + connections.sources,
                  tag);
  }
  /// The same for the spikes of neurons [begin, end).
  void enter_section(const synapse_rows& connections, const rows_type& rows, const step_spikes& spikes,
                     std::uint32_t begin, std::uint32_t end, std::uint32_t tag = 0) {
    for (const std::uint32_t neuron : spikes) {
      if (neuron < begin) continue;
      if (neuron >= end) break;
      const std::uint32_t i = neuron - connections.first_source;
      fresh_.push_back({&rows, i, connections.min_delay, tag});
      Walk::prefetch_row(rows, i);
    }
  }

  /// Calls f(cursor) for all segments that arrive in this step; prefetch(cursor) some time before.
  template <class Prefetch, class F>
  void arrive(std::int64_t this_step, const Prefetch& prefetch, const F& f) {
    const auto step = static_cast<std::uint32_t>(this_step);
    cursor* const list = cursors_.data();
    const std::size_t n = cursors_.size();
    const auto look = [&](const cursor& c) __attribute__((always_inline)) {
      if (c.due != step) return;
      Walk::prefetch_next(c);
      prefetch(c);
    };
    for (std::size_t k = 0; k < std::min(n, ahead); ++k) look(list[k]);
    std::size_t kept = 0;
    for (std::size_t k = 0; k < n; ++k) {
      if (k + ahead < n) look(list[k + ahead]);
      cursor c = list[k];
      if (c.due == step) {
        f(std::as_const(c));
        if (--c.left == 0) continue;
        Walk::advance(c);
      }
      list[kept++] = c;
    }
    cursors_.resize(kept);
  }

private:
  struct fresh_spike {
    const rows_type* rows;
    std::uint32_t source, min_delay, tag;
  };
  static constexpr std::size_t ahead = 8; ///< segments; their lines come from main memory

  void reserve_room(std::size_t cursors, std::size_t fresh) {
    cursors_.reserve(cursors);
    fresh_.reserve(fresh);
  }

  /// Those that entered in step `then` as they stand in step `now`.
  void take_fresh(std::int64_t then, std::int64_t now) {
    for (const fresh_spike& s : fresh_) Walk::prefetch_start(*s.rows, s.source);
    for (const fresh_spike& s : fresh_) {
      cursor c = Walk::start(*s.rows, s.source, s.tag);
      // What was due before this step has arrived.
      const std::int64_t age = now - then + s.min_delay;
      while (c.left != 0 && c.due < age)
        if (--c.left != 0) Walk::advance(c);
      if (c.left == 0) continue;
      c.due += static_cast<std::uint32_t>(now - age);
      cursors_.push_back(c);
    }
    fresh_.clear();
  }

  sequence<cursor> cursors_;
  sequence<fresh_spike> fresh_; ///< of this step
  std::int64_t next_step_ = -1;
};

/// The walk along the rows of a projection.
struct row_walk {
  using rows = slice_rows;
  struct cursor {
    std::uint64_t position; ///< of the segment's first synapse
    const segment* here;
    std::uint32_t count, left, due;
  };
  static void prefetch_row(const rows& all, std::uint32_t source) {
    __builtin_prefetch(all.row.data() + source);
    __builtin_prefetch(all.segment_begin.data() + source);
  }
  static void prefetch_start(const rows& all, std::uint32_t source) {
    __builtin_prefetch(all.segments.data() + all.segment_begin[source]);
  }
  static cursor start(const rows& all, std::uint32_t source, std::uint32_t) {
    const std::uint64_t first = all.segment_begin[source], last = all.segment_begin[source + std::size_t{1}];
    if (first == last) return {};
    const segment* const here = all.segments.data() + first;
    return {all.row[source], here, here->count, static_cast<std::uint32_t>(last - first), here->delay};
  }
  static void prefetch_next(const cursor& c) { __builtin_prefetch(c.here + (c.left > 1 ? 1 : 0)); }
  static void advance(cursor& c) {
    c.position += c.count;
    c.due += c.here[1].delay - c.here[0].delay;
    c.count = (++c.here)->count;
  }
};

} // namespace cortexpr::detail
