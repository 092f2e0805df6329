// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/deferred/pending_updates.hpp>
#include <cortexpr/detail/synapse/rule_runner.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cortexpr/detail/threads/floating_point.hpp>
#include <cstdint>
#include <utility>

// Plasticity of sparse rows is deferred: a spike of a target is noted in the log of its slice, and a synapse runs its
// on_post when the next spike arrives at its trace row or when its weight is read. Rows are then read one after the
// other, while the way back from a target to its synapses would touch each in a cache line of its own, and would have
// to be stored.

namespace cortexpr::detail {

/// Makes the pending updates of the synapses of one slice of a projection, from the spikes in its log.
template <class List, class Weights>
class deferred_plasticity {
public:
  using projection = projection_state<List, Weights>;
  using values_type = slice_values<List, Weights>;
  using log_type = spike_log<target_variables<List>>;
  using real = typename Weights::element;
  struct no_siblings {};
  static constexpr dimension unit = unit_of_weights<Weights>;
  using event = synapse_event<List, real, no_siblings, unit>;

  deferred_plasticity(const projection& p, std::size_t slice)
      : rows_(p.connections->slices[slice]), powers_(p.powers), rules_{p.rules, p.frozen} {}

  /// Makes the pending updates of synapses [begin, end), which are all of a trace row.
  void catch_up(values_type& values, std::size_t begin, std::size_t end, std::size_t trace_row) const {
    const std::uint32_t seen = values.log.seen[trace_row], last = values.log.last();
    if (seen == last) return;
    values.log.seen[trace_row] = last;
    const origin from(values, trace_row);
    pending_updates pending;
    for (std::size_t k = begin; k < end; k += at_once) {
      const std::size_t stop = std::min(end, k + at_once);
      prefetch(values, stop, end);
      if (pending.gather(values.log, targets_from(k), stop - k, seen))
        update(pending, k, values, from);
      else
        update_many(pending, k, stop, seen, values, from);
    }
  }
  /// Prefetches synapses [begin, end), as many as are updated at once.
  [[gnu::always_inline]] void prefetch(const values_type& values, std::size_t begin, std::size_t end) const {
    constexpr std::size_t line = 64;
    const std::size_t stop = std::min(end, begin + at_once);
    for (std::size_t k = begin; k < stop; k += line / sizeof(std::uint16_t))
      __builtin_prefetch(rows_.target.data() + k);
    for (std::size_t k = begin; k < stop; k += line / sizeof(real)) values.prefetch(k);
  }
  /// Makes those of all synapses of the slice.
  void catch_up(values_type& values) const {
    if (values.log.empty()) return;
    for_each_trace_row(rows_, [&](std::size_t begin, std::size_t end, std::size_t trace_row) {
      catch_up(values, begin, end, trace_row);
    });
    values.log.drop_all();
  }
  /// Makes room in a full log: trace rows that have not seen its older half catch up, and that half is dropped.
  [[gnu::cold, gnu::noinline]] void make_room(values_type& values) const {
    const std::uint32_t older = values.log.last() - values.log.last() / 2;
    for_each_trace_row(rows_, [&](std::size_t begin, std::size_t end, std::size_t trace_row) {
      if (values.log.seen[trace_row] < older) catch_up(values, begin, end, trace_row);
    });
    values.log.drop(older);
  }
  /// Synapse k as it is when it has caught up; nothing changes.
  [[nodiscard]] event updated(const values_type& values, std::size_t k) const {
    event s;
    values.read_variables(k, s);
    s.w = measured<unit, real>::of_stored(values.weights[k]);
    const std::size_t trace_row = trace_row_of(rows_, k);
    const origin from(values, trace_row);
    pending_updates pending;
    pending.gather_in_turn(values.log, rows_.target[k], values.log.seen[trace_row], [&] {
      pending.for_each([&](std::uint32_t, std::uint32_t spike) { post(rules_, s, values.log.spikes[spike], from); });
    });
    return s;
  }

  /// The traces of the source of a trace row as they are now.
  [[nodiscard]] source_variables<List> source_now(const values_type& values, std::size_t trace_row) const {
    source_variables<List> x{};
    if constexpr (values_type::has_source) {
      x = values.source[trace_row];
      powers_.decay(x, static_cast<std::uint64_t>(values.log.clock - values.log.arrived[trace_row]));
    }
    return x;
  }
  /// A spike arrives: from here on the traces of the trace row's source are counted.
  void arrive(values_type& values, std::size_t trace_row) const {
    if constexpr (values_type::has_source) {
      values.source[trace_row] = source_now(values, trace_row);
      values.log.arrived[trace_row] = values.log.clock;
    }
  }

private:
  static constexpr std::size_t at_once = pending_updates::most_synapses, few = 16; // synapses
  static_assert(spike_log<target_variables<List>>::most <= pending_updates::most_spikes);

  [[nodiscard]] const std::uint16_t* targets_from(std::size_t k) const { return rows_.target.data() + k; }

  /// The traces of a source after its latest spike, and when that was.
  struct origin {
    source_variables<List> traces{};
    std::int64_t epoch, age; // of the log; decays of the traces at a spike in its epoch
    origin(const values_type& values, std::size_t trace_row)
        : epoch(values.log.epoch), age(values.log.epoch + values.log.lead - values.log.arrived[trace_row]) {
      if constexpr (values_type::has_source) traces = values.source[trace_row];
    }
  };

  /// Synapses [begin, end) have more pending updates than can be gathered at once.
  [[gnu::cold, gnu::noinline]] void update_many(pending_updates& pending, std::size_t begin, std::size_t end,
                                                std::uint32_t seen, values_type& values, const origin& from) const {
    for (std::size_t k = begin; k < end; k += few) {
      const std::size_t stop = std::min(end, k + few);
      if (pending.gather(values.log, targets_from(k), stop - k, seen))
        update(pending, k, values, from);
      else
        for (std::size_t one = k; one < stop; ++one)
          pending.gather_in_turn(values.log, rows_.target[one], seen, [&] { update(pending, one, values, from); });
    }
  }

  /// Makes the updates that were gathered; their synapses are counted from `first`.
  void update(const pending_updates& pending, std::size_t first, values_type& values, const origin& from) const {
    const auto* const spikes = values.log.spikes.data();
    // Copies, which cannot be among the weights that are written.
    const List same = rules_.list;
    const auto frozen = rules_.frozen;
    const rule_runner<List> rules{same, frozen};
    pending.for_each([&](std::uint32_t synapse, std::uint32_t spike) __attribute__((always_inline)) {
      const std::size_t k = first + synapse;
      event s;
      values.read_variables(k, s);
      s.w = measured<unit, real>::of_stored(values.weights[k]);
      post(rules, s, spikes[spike], from);
      values.write_variables(k, s);
      values.weights[k] = s.w.stored();
    });
  }
  void post(const rule_runner<List>& rules, event& s, const typename log_type::spike& x, const origin& from) const {
    if constexpr (values_type::has_source) {
      auto& traces = static_cast<source_variables<List>&>(s);
      traces = from.traces;
      powers_.decay(traces, static_cast<std::uint64_t>(from.age + x.after));
    }
    if constexpr (values_type::has_target) static_cast<target_variables<List>&>(s) = x.target;
    s.dt = quantity<dim::second>(powers_.dt());
    s.t = quantity<dim::second>(static_cast<double>(from.epoch + x.after) * powers_.dt());
    rules.post(s, std::make_index_sequence<projection::rule_count>{});
  }

  const slice_rows& rows_;
  const trace_powers<List>& powers_;
  rule_runner<List> rules_;
};

/// Whether synapses of a projection have pending updates, or rules that act between events have time to catch up with.
template <class List, class Weights>
[[nodiscard]] bool has_pending_updates(const projection_state<List, Weights>& p) {
  if constexpr (defers_plasticity<List, Weights>)
    return std::any_of(p.slices.begin(), p.slices.end(), [](const auto& slice) { return !slice.log.empty(); });
  else if constexpr (learns_between_events<List>)
    return std::any_of(p.slices.begin(), p.slices.end(), [](const auto& slice) { return slice.times.clock != 0; });
  else
    return false;
}

/// Makes all pending updates of slice s, so that its weights and variables are those of the present.
template <class List, class Weights>
void catch_up([[maybe_unused]] projection_state<List, Weights>& p, [[maybe_unused]] std::size_t s) {
  if (p.connections->slices[s].elsewhere) return;
  if constexpr (defers_plasticity<List, Weights>) {
    const flush_denormals_to_zero guard; // as in a step
    deferred_plasticity<List, Weights>(p, s).catch_up(p.slices[s]);
  } else if constexpr (learns_between_events<List>) {
    const flush_denormals_to_zero guard;
    event_flow<List, slice_values<List, Weights>>(p.slices[s], p).advance_all(p.connections->slices[s]);
  }
}
template <class List, class Weights>
void catch_up(projection_state<List, Weights>& p) {
  for (std::size_t s = 0; s < p.slices.size(); ++s) catch_up(p, s);
}

/// Calls f(p as it is after all pending updates); p does not change.
template <class List, class Weights, class F>
decltype(auto) with_updated(const projection_state<List, Weights>& p, F&& f) {
  if (!has_pending_updates(p)) return f(p);
  auto copy = p;
  catch_up(copy);
  return f(std::as_const(copy));
}

template <class List, class Weights>
[[nodiscard]] bool equal_synapses(const projection_state<List, Weights>& a, const projection_state<List, Weights>& b) {
  return with_updated(
      a, [&](const auto& x) { return with_updated(b, [&](const auto& y) { return x.slices == y.slices; }); });
}

/// The traces of the source of a trace row as they are now.
template <class List, class Weights>
[[nodiscard]] source_variables<List> source_traces(const projection_state<List, Weights>& p, std::size_t s,
                                                   std::size_t trace_row) {
  if constexpr (defers_plasticity<List, Weights>)
    if (p.slices[s].log.on) {
      const flush_denormals_to_zero guard;
      return deferred_plasticity<List, Weights>(p, s).source_now(p.slices[s], trace_row);
    }
  return p.slices[s].source[trace_row];
}

} // namespace cortexpr::detail
