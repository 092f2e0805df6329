// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/detail/rows/source_rows.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cstdint>

/// How a checkpoint holds the traces of sources: once per source and delay.

namespace cortexpr::detail {

/// Traces that hold their value at the latest spike are saved with the time of that spike.
template <class List, class Weights>
void write_source_traces(state_writer& file, const projection_state<List, Weights>& p) {
  if constexpr (defers_plasticity<List, Weights>) file(p.slices.empty() ? std::int64_t{0} : p.slices[0].log.clock);
  each_trace_row_of_sources(*p.connections, [&](const auto& places) {
    const auto& values = p.slices[places[0].slice];
    file(values.source[places[0].trace_row]);
    if constexpr (defers_plasticity<List, Weights>)
      if (values.log.on) file(values.log.arrived[places[0].trace_row]);
  });
}

template <class List, class Weights>
void read_source_traces(state_reader& file, projection_state<List, Weights>& p) {
  const synapse_rows& connections = *p.connections;
  for (std::size_t s = 0; s < p.slices.size(); ++s) p.slices[s].source.resize(count_trace_rows(connections.slices[s]));
  std::int64_t clock = 0;
  if constexpr (defers_plasticity<List, Weights>) {
    file(clock);
    for (auto& slice : p.slices) slice.log.clock = clock;
  }
  each_trace_row_of_sources(connections, [&](const auto& places) {
    auto& first = p.slices[places[0].slice];
    file(first.source[places[0].trace_row]);
    if constexpr (defers_plasticity<List, Weights>)
      if (first.log.on) {
        std::int64_t& arrived = first.log.arrived[places[0].trace_row];
        file(arrived);
        if (arrived < 0 || arrived > clock) file.damaged("a spike has arrived in the future");
      }
    for (const auto& x : places.subspan(1)) {
      p.slices[x.slice].source[x.trace_row] = first.source[places[0].trace_row];
      if constexpr (defers_plasticity<List, Weights>)
        if (first.log.on) p.slices[x.slice].log.arrived[x.trace_row] = first.log.arrived[places[0].trace_row];
    }
  });
}

} // namespace cortexpr::detail
