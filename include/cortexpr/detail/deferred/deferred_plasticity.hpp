// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/synapse/rule_runner.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cortexpr/detail/threads/floating_point.hpp>
#include <cstdint>
#include <utility>

// Sparse plastic rows learn late: a spike of a target is noted in the log of its slice, and a synapse runs its on_post
// when the next spike arrives at its trace row or when the weight is read. Rows are then read one after the
// other, while the way back from a target to its synapses would touch each in a cache line of its own, and has to be
// stored.

namespace cortexpr::detail {

/// Lets synapses of one slice of a projection learn from the spikes in its log.
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

  /// Synapses [begin, end), which are all of a trace row, learn from all spikes that they have not seen.
  void catch_up(values_type& values, std::size_t begin, std::size_t end, std::size_t trace_row) const {
    const std::uint32_t seen = values.log.seen[trace_row], last = values.log.last();
    if (seen == last) return;
    values.log.seen[trace_row] = last;
    const origin from(values, trace_row);
    queue waiting;
    for (std::size_t k = begin; k < end; k += at_once) {
      const std::size_t stop = std::min(end, k + at_once);
      prefetch(values, stop, end);
      if (const std::size_t n = gather(waiting, values.log, k, stop, seen); n <= waiting.size())
        learn(waiting, n, k, values, from);
      else
        learn_much(waiting, k, stop, seen, values, from);
    }
  }
  /// Fetches what synapses [begin, end) are, as far as they learn at once.
  [[gnu::always_inline]] void prefetch(const values_type& values, std::size_t begin, std::size_t end) const {
    constexpr std::size_t line = 64;
    const std::size_t stop = std::min(end, begin + at_once);
    for (std::size_t k = begin; k < stop; k += line / sizeof(std::uint16_t))
      __builtin_prefetch(rows_.target.data() + k);
    for (std::size_t k = begin; k < stop; k += line / sizeof(real)) values.prefetch(k);
  }
  /// All synapses of the slice do.
  void catch_up(values_type& values) const {
    if (values.log.empty()) return;
    for_each_trace_row(rows_, [&](std::size_t begin, std::size_t end, std::size_t trace_row) {
      catch_up(values, begin, end, trace_row);
    });
    values.log.drop_all();
  }
  /// Room in a full log: trace rows that have not seen the older half of it catch up, and that half goes.
  [[gnu::cold, gnu::noinline]] void make_room(values_type& values) const {
    const std::uint32_t older = values.log.last() - values.log.last() / 2;
    for_each_trace_row(rows_, [&](std::size_t begin, std::size_t end, std::size_t trace_row) {
      if (values.log.seen[trace_row] < older) catch_up(values, begin, end, trace_row);
    });
    values.log.drop(older);
  }
  /// Synapse k as it is when it has caught up; nothing changes.
  [[nodiscard]] event learnt(const values_type& values, std::size_t k) const {
    event s;
    values.read_variables(k, s);
    s.w = measured<unit, real>::of_stored(values.weights[k]);
    const std::size_t trace_row = trace_row_of(rows_, k);
    const origin from(values, trace_row);
    queue waiting;
    one_by_one(waiting, values.log, k, values.log.seen[trace_row], [&](std::size_t n) {
      while (n-- > 0) post(rules_, s, values.log.spikes[spike_of(waiting[n]) - 1], from);
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
  static constexpr std::size_t at_once = 64, few = 16; // synapses
  /// A synapse, counted from the first of those that learn at once, and the number of a spike: `pack(i, spike)`.
  using pending_update = std::uint32_t;
  static constexpr unsigned bits = 8;
  static_assert(at_once <= 1u << bits && spike_log<target_variables<List>>::most < 1u << (32 - bits));
  static pending_update pack(std::uint32_t synapse, std::uint32_t spike) { return spike << bits | synapse; }
  static std::uint32_t synapse_of(pending_update x) { return x & ((1u << bits) - 1); }
  static std::uint32_t spike_of(pending_update x) { return x >> bits; }
  using queue = std::array<pending_update, 8 * at_once>;

  /// The traces of a source after its latest spike, and when that was.
  struct origin {
    source_variables<List> traces{};
    std::int64_t epoch, age; // of the log; decays of the traces at a spike in its epoch
    origin(const values_type& values, std::size_t trace_row)
        : epoch(values.log.epoch), age(values.log.epoch + values.log.lead - values.log.arrived[trace_row]) {
      if constexpr (values_type::has_source) traces = values.source[trace_row];
    }
  };

  /// Lists what synapses [begin, end) have to learn: the latest spikes of all, then those before, and so on. Back from
  /// the end of the list every synapse meets its spikes from the oldest to the latest, and no branch has to be guessed.
  /// A result above the list's size: there is more than fits.
  std::size_t gather(queue& list, const log_type& log, std::size_t begin, std::size_t end, std::uint32_t seen) const {
    const std::uint16_t* const target = rows_.target.data() + begin;
    const std::uint32_t* const newest = log.newest.data();
    const auto count = static_cast<std::uint32_t>(end - begin);
    const auto* const spikes = log.spikes.data();
    std::size_t n = 0;
#pragma GCC unroll 4
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t spike = newest[target[i]];
      list[n] = pack(i, spike);
      n += spike > seen;
    }
    for (std::size_t i = 0; i < n; ++i) {
      if (n == list.size()) return list.size() + 1;
      const std::uint32_t former = spikes[spike_of(list[i]) - 1].former;
      list[n] = pack(synapse_of(list[i]), former);
      n += former > seen;
    }
    return n;
  }
  /// Synapses [begin, end) have so much to learn that not all of it fits into the list at once.
  [[gnu::cold, gnu::noinline]] void learn_much(queue& list, std::size_t begin, std::size_t end, std::uint32_t seen,
                                               values_type& values, const origin& from) const {
    for (std::size_t k = begin; k < end; k += few) {
      const std::size_t stop = std::min(end, k + few);
      if (const std::size_t n = gather(list, values.log, k, stop, seen); n <= list.size())
        learn(list, n, k, values, from);
      else
        for (std::size_t one = k; one < stop; ++one)
          one_by_one(list, values.log, one, seen, [&](std::size_t m) { learn(list, m, one, values, from); });
    }
  }
  /// What `gather` does, for one synapse with any number of spikes: f(n) for the oldest that fit, then for the next.
  template <class F>
  [[gnu::cold]] void one_by_one(queue& list, const log_type& log, std::size_t k, std::uint32_t seen, F&& f) const {
    const auto before = [&](std::uint32_t spike) { return log.spikes[spike - 1].former; };
    const std::uint32_t newest = log.newest[rows_.target[k]];
    std::size_t left = 0;
    for (std::uint32_t spike = newest; spike > seen; spike = before(spike)) ++left;
    while (left > 0) {
      const std::size_t n = std::min(left, list.size());
      left -= n;
      std::uint32_t spike = newest;
      for (std::size_t i = 0; i < left; ++i) spike = before(spike);
      for (std::size_t i = 0; i < n; ++i, spike = before(spike)) list[i] = pack(0, spike);
      f(n);
    }
  }

  /// Runs what the list holds; its synapses are counted from `first`.
  void learn(const queue& list, std::size_t n, std::size_t first, values_type& values, const origin& from) const {
    const auto* const spikes = values.log.spikes.data();
    // Copies, which cannot be among the weights that are written.
    const List same = rules_.list;
    const auto frozen = rules_.frozen;
    const rule_runner<List> rules{same, frozen};
    while (n-- > 0) {
      const std::size_t k = first + synapse_of(list[n]);
      event s;
      values.read_variables(k, s);
      s.w = measured<unit, real>::of_stored(values.weights[k]);
      post(rules, s, spikes[spike_of(list[n]) - 1], from);
      values.write_variables(k, s);
      values.weights[k] = s.w.stored();
    }
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

/// Whether synapses of a projection have still to learn from spikes of their targets.
template <class List, class Weights>
[[nodiscard]] bool has_pending_updates(const projection_state<List, Weights>& p) {
  if constexpr (defers_plasticity<List, Weights>)
    return std::any_of(p.values.begin(), p.values.end(), [](const auto& slice) { return !slice.log.empty(); });
  else
    return false;
}

/// All synapses of slice s learn from all that has happened, so that their weights and variables are those of now.
template <class List, class Weights>
void catch_up([[maybe_unused]] projection_state<List, Weights>& p, [[maybe_unused]] std::size_t s) {
  if constexpr (defers_plasticity<List, Weights>) {
    const flush_denormals_to_zero guard; // as in a step
    deferred_plasticity<List, Weights>(p, s).catch_up(p.values[s]);
  }
}
template <class List, class Weights>
void catch_up(projection_state<List, Weights>& p) {
  for (std::size_t s = 0; s < p.values.size(); ++s) catch_up(p, s);
}

/// Calls f(p as it is when its synapses have learnt from all that has happened); p does not change.
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
      a, [&](const auto& x) { return with_updated(b, [&](const auto& y) { return x.values == y.values; }); });
}

/// The traces of the source of a trace row as they are now.
template <class List, class Weights>
[[nodiscard]] source_variables<List> source_traces(const projection_state<List, Weights>& p, std::size_t s,
                                                   std::size_t trace_row) {
  if constexpr (defers_plasticity<List, Weights>)
    if (p.values[s].log.on) {
      const flush_denormals_to_zero guard;
      return deferred_plasticity<List, Weights>(p, s).source_now(p.values[s], trace_row);
    }
  return p.values[s].source[trace_row];
}

} // namespace cortexpr::detail
