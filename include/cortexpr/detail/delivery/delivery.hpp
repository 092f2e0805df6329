// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/delivery/slice_work.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cortexpr/detail/synapse/transmission.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <span>

namespace cortexpr::detail {

/// Calls f(begin, end, line) for the synapses of every spike that arrives in `step`: by emission step, then source.
template <class F>
void for_each_arrival(const synapse_rows& connections, const slice_rows& rows, const spike_history& spikes,
                      std::int64_t step, F&& f) {
  for (std::int64_t age = connections.max_delay; age >= connections.min_delay; --age) {
    if (age > step) continue;
    for (const std::uint32_t neuron : spikes.of(step - age)) {
      if (neuron < connections.first_source) continue;
      const std::uint32_t source = neuron - connections.first_source;
      if (source >= connections.sources) break;
      std::size_t begin = rows.row[source];
      if (connections.one_delay()) {
        f(begin, static_cast<std::size_t>(rows.row[source + 1]), std::size_t{source});
        continue;
      }
      auto segment = rows.segment_begin[source];
      const auto last = rows.segment_begin[source + 1];
      while (segment < last && rows.segments[segment].delay < age) begin += rows.segments[segment++].count;
      if (segment == last || rows.segments[segment].delay != age) continue;
      f(begin, begin + rows.segments[segment].count, static_cast<std::size_t>(segment));
    }
  }
}

/// Delivers by counting bits if so many spikes arrive that it pays; false if they are too few.
template <class Real>
bool deliver_counts(const synapse_rows& connections, const slice_rows& rows, spike_counters& counters, Real weight,
                    const spike_history& spikes, std::int64_t step, receptor_column<Real> to) {
  std::uint64_t arrivals = 0;
  const auto each = [&](auto&& f) { for_each_arrival(connections, rows, spikes, step, f); };
  each([&](std::size_t, std::size_t, std::size_t) { ++arrivals; });
  // Of the whole projection, so that all slices decide alike.
  if (2 * arrivals * connections.synapses < connections.sources * connections.targets()) return false;
  // One group of rows behind, so that the memory of the next rows is under way meanwhile.
  constexpr std::size_t group = row_bits::together;
  std::array<std::size_t, 2 * group> waiting;
  std::size_t count = 0, counted = 0;
  const auto take = [&](std::span<const std::size_t> sources) {
    rows.bits.count(sources, counters.data());
    counted += sources.size();
    if (counted + group > row_bits::most_rows) {
      add_counts(counters, weight, to.variable, rows.first_target, rows.targets, to.held);
      counted = 0;
    }
  };
  each([&](std::size_t, std::size_t, std::size_t source) {
    rows.bits.prefetch(source);
    waiting[count++] = source;
    if (count < waiting.size()) return;
    take(std::span(waiting).first(group));
    std::copy(waiting.begin() + group, waiting.end(), waiting.begin());
    count = group;
  });
  const auto rest = std::span(waiting).first(count);
  take(rest.first(std::min(count, group)));
  take(rest.subspan(std::min(count, group)));
  if (counted != 0) add_counts(counters, weight, to.variable, rows.first_target, rows.targets, to.held);
  return true;
}

/// Delivers all spikes that arrive in `step` at slice s: by emission step, then source, then synapse number. Every
/// spike runs the whole list of rules, or (`InTurn`) every rule all spikes of the step.
template <bool InTurn = false, class List, class Real, class Weights>
void deliver_slice(projection_state<List, Weights>& p, std::size_t s, const spike_history& spikes, std::int64_t step,
                   moment now, receptor_column<Real> to) {
  const synapse_rows& connections = *p.connections;
  const slice_rows& rows = connections.slices[s];
  if constexpr (counts_bits<List, Weights>)
    if (!rows.bits.empty() && !p.frozen[0] &&
        deliver_counts(connections, rows, p.counters[s], p.values[s].weights.value, spikes, step, to))
      return;
  [[maybe_unused]] const auto each = [&](auto&& f) { for_each_arrival(connections, rows, spikes, step, f); };
  if constexpr (std::is_same_v<List, plasticity<transmit>>) {
    if (!p.frozen[0]) transmit_arrivals(connections, rows, p.values[s], p.in_flight[s], spikes, step, to);
  } else {
    slice_work<List, Real, Weights> work(p, s, now);
    if constexpr (InTurn) {
      p.waiting[s].clear();
      each([&](std::size_t begin, std::size_t end, std::size_t line) { work.wait(begin, end, line); });
      work.arrive_in_turn(to.variable, to.held);
      each([&](std::size_t, std::size_t, std::size_t line) { work.source_spike(line); });
    } else {
      // One behind, so that the memory of the next line is under way meanwhile.
      struct {
        std::size_t begin = 0, end = 0, line = 0;
      } next;
      bool any = false;
      const auto arrive = [&] {
        if (any) work.arrive(next.begin, next.end, next.line, to.variable, to.held);
      };
      each([&](std::size_t begin, std::size_t end, std::size_t line) {
        work.prefetch(begin, end);
        arrive();
        next = {begin, end, line};
        any = true;
      });
      arrive();
    }
  }
}

/// What the spikes of the targets of slice s in `step` do: on_post of all their synapses, then their traces.
template <class Real, class List, class Weights>
void learn(projection_state<List, Weights>& p, std::size_t s, const spike_history& target_spikes, std::int64_t step,
           moment now) {
  if (step < 0) return;
  slice_work<List, Real, Weights> work(p, s, now);
  const slice_rows& rows = p.connections->slices[s];
  for (const std::uint32_t neuron : target_spikes.of_part(step, rows.part))
    if (neuron >= rows.first_target && neuron - rows.first_target < rows.targets)
      work.spike_of_target(neuron - rows.first_target);
}

/// Sums, scales and all else that follows from weights, after weights were changed from outside.
template <class Real, class List, class Weights>
void weights_changed(projection_state<List, Weights>& p) {
  for (std::size_t s = 0; s < p.values.size(); ++s) {
    p.values[s].sum_fan_in(p.connections->slices[s]);
    rescale(p, s);
  }
}

} // namespace cortexpr::detail
