// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/delivery/delivery_layout.hpp>
#include <cortexpr/detail/delivery/slice_work.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cortexpr::detail {

/// Calls f(begin, end, trace_row, offset) for the synapses of every spike that arrives within `step`: by emission step,
/// then source.
template <class Offsets, class F>
void for_each_precise_arrival(const synapse_rows& connections, const slice_rows& rows, const spike_history& spikes,
                              const Offsets& offsets, std::int64_t step, F&& f) {
  for (std::int64_t age = connections.max_delay; age >= connections.min_delay; --age) {
    if (age > step) continue;
    for (std::size_t part = 0; part < spikes.parts(); ++part) {
      const auto& neurons = spikes.of_part(step - age, part);
      for (std::size_t k = 0; k < neurons.size(); ++k) {
        if (neurons[k] < connections.first_source) continue;
        const std::uint32_t source = neurons[k] - connections.first_source;
        if (source >= connections.sources) break;
        const double offset = offsets.of_part(step - age, part)[k];
        std::size_t begin = rows.row[source];
        if (connections.one_delay()) {
          f(begin, static_cast<std::size_t>(rows.row[source + 1]), std::size_t{source}, offset);
          continue;
        }
        auto segment = rows.segment_begin[source];
        const auto last = rows.segment_begin[source + 1];
        while (segment < last && rows.segments[segment].delay < age) begin += rows.segments[segment++].count;
        if (segment == last || rows.segments[segment].delay != age) continue;
        f(begin, begin + rows.segments[segment].count, static_cast<std::size_t>(segment), offset);
      }
    }
  }
}

/// Hands the spikes that arrive within `step` at slice s over to their targets, which will be integrated up to each of
/// them. Rules run now, at the beginning of the step.
template <std::size_t Variable, class Real, class List, class Weights, class Source, class Target, class Neurons>
void deliver_precisely(projection_state<List, Weights>& p, std::size_t s, const Source& source, Target& target,
                       std::int64_t step, moment now, const Neurons& neurons) {
  const slice_rows& rows = p.connections->slices[s];
  const auto each = [&](auto&& f) {
    for_each_precise_arrival(*p.connections, rows, source.spikes, source.precise.offsets, step, f);
  };
  const auto hand_over = [&](std::size_t k, double offset, Real amount) {
    target.precise.arrivals.add(rows.part, rows.first_target + rows.target[k], Variable, static_cast<Real>(offset),
                                amount);
  };
  if constexpr (only_transmits<List>) {
    if (p.frozen[0]) return;
    each([&](std::size_t begin, std::size_t end, std::size_t, double offset) {
      for (std::size_t k = begin; k < end; ++k) hand_over(k, offset, static_cast<Real>(p.slices[s].weights[k]));
    });
  } else {
    slice_work<List, Real, Weights, Neurons, true> work(p, s, now, neurons);
    Real* const transmitted = target.precise.transmitted.data();
    each([&](std::size_t begin, std::size_t end, std::size_t trace_row, double offset) {
      work.prefetch(begin, end);
      work.arrive(begin, end, trace_row, transmitted, {});
      // The first synapse of a pair of neurons takes what all have transmitted.
      for (std::size_t k = begin; k < end; ++k)
        if (const Real amount = std::exchange(transmitted[rows.first_target + rows.target[k]], Real(0)); amount != 0)
          hand_over(k, offset, amount);
    });
  }
}

} // namespace cortexpr::detail
