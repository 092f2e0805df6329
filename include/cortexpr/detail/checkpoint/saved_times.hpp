// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/detail/flow/event_flow.hpp>
#include <cortexpr/detail/rows/incoming.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

/// How a checkpoint holds the times of event-driven equations: for every synapse the steps since its last event.

namespace cortexpr::detail {

/// From the ages of all synapses, which have just been read, to the times of their last events.
template <class List, class Weights>
void restore_times(state_reader& file, projection_state<List, Weights>& p, std::uint32_t clock) {
  for (std::size_t s = 0; s < p.slices.size(); ++s) {
    event_times& times = p.slices[s].times;
    times.clock = clock;
    for (std::uint32_t& last : times.last) last = clock - last;
    if constexpr (!has_time_per_synapse<List>) {
      const slice_rows& rows = p.connections->slices[s];
      sequence<std::uint32_t> of_rows(count_trace_rows(rows), 0);
      for_each_trace_row(rows, [&](std::size_t begin, std::size_t end, std::size_t trace_row) {
        if (begin == end) return;
        of_rows[trace_row] = times.last[begin];
        for (std::size_t k = begin; k < end; ++k)
          if (times.last[k] != of_rows[trace_row]) file.damaged("synapses of a source differ in their last event");
      });
      times.last = std::move(of_rows);
    }
  }
}

} // namespace cortexpr::detail
