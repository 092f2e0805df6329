// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/delivery/arrivals.hpp>
#include <cortexpr/detail/delivery/deliver_counts.hpp>
#include <cortexpr/detail/delivery/delivery_layout.hpp>
#include <cortexpr/detail/delivery/slice_work.hpp>
#include <cortexpr/detail/delivery/transmission.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cortexpr::detail {

/// Delivers all spikes that arrive in `step` at slice s through synapses that do nothing but transmit.
template <class Real, class List, class Weights>
void deliver_static(projection_state<List, Weights>& p, std::size_t s, const spike_history& spikes, std::int64_t step,
                    receptor_column<Real> to) {
  const synapse_rows& connections = *p.connections;
  const slice_rows& rows = connections.slices[s];
  switch (layout_of<List, Weights>(connections, rows)) {
  case delivery_layout::bits:
    if constexpr (counts_bits<List, Weights>)
      if (deliver_counts(connections, rows, p.slices[s].weights.value, spikes, step, to)) return;
    [[fallthrough]]; // to the rows, which are faster for few spikes
  case delivery_layout::rows:
    return transmit_rows(connections, rows, p.slices[s], spikes, step, to);
  default:
    if (connections.sections.empty())
      return transmit_segments(connections, rows, p.slices[s], p.in_flight[s], spikes, step, to,
                               {connections.first_source, connections.first_source + connections.sources});
    for (std::size_t g = 0, n = connections.section_count(); g < n; ++g)
      transmit_segments(connections, rows, p.slices[s], p.in_flight[s * n + g], spikes, step, to,
                        {connections.sections[g], connections.sections[g + 1]});
  }
}

/// The same through synapses with rules. Every spike runs the whole list of rules, or (`InTurn`) every rule all spikes
/// of the step.
template <bool InTurn, bool Later, class Real, class List, class Weights, class Neurons>
void deliver_with_rules(projection_state<List, Weights>& p, std::size_t s, const spike_history& spikes,
                        std::int64_t step, moment now, receptor_column<Real> to, const Neurons& neurons) {
  const auto each = [&](auto&& f) { for_each_arrival(*p.connections, p.connections->slices[s], spikes, step, f); };
  slice_work<List, Real, Weights, Neurons, Later> work(p, s, now, neurons);
  if constexpr (InTurn) {
    p.waiting[s].clear();
    each([&](std::size_t begin, std::size_t end, std::size_t trace_row) { work.wait(begin, end, trace_row); });
    work.arrive_in_turn(to.variable, to.held);
    each([&](std::size_t, std::size_t, std::size_t trace_row) { work.source_spike(trace_row); });
  } else {
    // One spike late, so that the memory of the next row is fetched meanwhile.
    struct {
      std::size_t begin = 0, end = 0, trace_row = 0;
    } next;
    bool any = false;
    const auto arrive = [&] {
      if (any) work.arrive(next.begin, next.end, next.trace_row, to.variable, to.held);
    };
    each([&](std::size_t begin, std::size_t end, std::size_t trace_row) {
      work.prefetch(begin, end);
      arrive();
      next = {begin, end, trace_row};
      any = true;
    });
    arrive();
  }
}

/// Delivers all spikes that arrive in `step` at slice s: by emission step, then source, then synapse number. `Later`:
/// what they do to receptors is under way to them.
template <bool InTurn = false, bool Later = false, class List, class Real, class Weights, class Neurons = sees_none>
void deliver_slice(projection_state<List, Weights>& p, std::size_t s, const spike_history& spikes, std::int64_t step,
                   [[maybe_unused]] moment now, receptor_column<Real> to,
                   [[maybe_unused]] const Neurons& neurons = {}) {
  if constexpr (only_transmits<List>) {
    if (!p.frozen[0]) deliver_static(p, s, spikes, step, to);
  } else {
    deliver_with_rules<InTurn, Later>(p, s, spikes, step, now, to, neurons);
  }
}

/// The spikes of one target in one step, where its traces rise elsewhere: each spike sees what those before it will
/// have done to them. Returns how many there are.
template <class Work, class Values>
std::size_t learn_from_several(Work& work, Values& values, std::size_t j, std::span<const std::uint32_t> spikes) {
  std::size_t count = 0;
  const auto each = [&](const auto& between) {
    for (const std::uint32_t neuron = spikes[0]; count < spikes.size() && spikes[count] == neuron; ++count) {
      if (count != 0) between();
      work.learn_from_target(j);
    }
  };
  if constexpr (Values::has_target) {
    const auto before = values.target[j];
    each([&] { work.raise_target(j); });
    values.target[j] = before;
  } else {
    each([] {});
  }
  return count;
}

/// What the spikes of the targets of slice s in `step` do: on_post of all their synapses (`Learns`), then their traces
/// (`Raises`). A function of its own: within the step g++ keeps less of the inner loop in registers.
template <bool Learns, bool Raises, class Real, class List, class Weights, class Neurons = sees_none>
[[gnu::noinline]] void learn(projection_state<List, Weights>& p, std::size_t s, const spike_history& target_spikes,
                             std::int64_t step, moment now, const Neurons& neurons = {}) {
  if (step < 0) return;
  slice_work<List, Real, Weights, Neurons> work(p, s, now, neurons);
  const slice_rows& rows = p.connections->slices[s];
  const auto& spikes = target_spikes.of_part(step, rows.part);
  for (std::size_t k = 0; k < spikes.size(); ++k)
    if (const std::uint32_t neuron = spikes[k];
        neuron >= rows.first_target && neuron - rows.first_target < rows.targets) {
      const std::size_t j = neuron - rows.first_target;
      if constexpr (Learns && !Raises) {
        if (k + 1 < spikes.size() && spikes[k + 1] == neuron) {
          k += learn_from_several(work, p.slices[s], j, std::span(spikes.data() + k, spikes.size() - k)) - 1;
          continue;
        }
      }
      if constexpr (Learns) work.learn_from_target(j);
      if constexpr (Raises) work.raise_target(j);
    }
}

/// Sums, scales and all else that follows from weights, after weights were changed from outside.
template <class Real, class List, class Weights>
void weights_changed(projection_state<List, Weights>& p) {
  for (std::size_t s = 0; s < p.slices.size(); ++s) {
    if (p.connections->slices[s].elsewhere) continue;
    p.slices[s].sum_fan_in(p.connections->slices[s]);
    rescale(p, s);
  }
}

} // namespace cortexpr::detail
