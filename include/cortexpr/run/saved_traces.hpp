// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/sequence.hpp>
#include <cortexpr/network/synapse_state.hpp>
#include <cortexpr/storage/state_file.hpp>
#include <cstdint>
#include <span>

/// How a checkpoint holds the traces of sources: once per source and delay.

namespace cortexpr::detail {

/// Calls f(places of one line in all slices) for the lines of all sources, each of its delays by itself: slices hold
/// copies of the same traces.
template <class F>
void each_line_of_sources(const synapse_rows& connections, F&& f) {
  struct place {
    std::uint32_t after; // steps of delay
    std::size_t slice, line;
  };
  sequence<place> all;
  for (std::size_t i = 0; i < connections.sources; ++i) {
    all.clear();
    for (std::size_t s = 0; s < connections.slices.size(); ++s) {
      const slice_rows& rows = connections.slices[s];
      if (connections.one_delay())
        all.push_back({connections.min_delay, s, i});
      else
        for (std::uint64_t g = rows.segment_begin[i]; g < rows.segment_begin[i + 1]; ++g)
          all.push_back({rows.segments[g].delay, s, static_cast<std::size_t>(g)});
    }
    std::stable_sort(all.begin(), all.end(), [](const place& a, const place& b) { return a.after < b.after; });
    for (auto first = all.begin(), last = first; first != all.end(); first = last) {
      last = std::find_if(first, all.end(), [&](const place& x) { return x.after != first->after; });
      f(std::span<const place>(first, last));
    }
  }
}

/// Traces that are counted from the latest spike go with the time of that spike.
template <class List, class Weights>
void write_source_traces(state_writer& file, const projection_state<List, Weights>& p) {
  if constexpr (learns_late<List, Weights>) file(p.values.empty() ? std::int64_t{0} : p.values[0].log.clock);
  each_line_of_sources(*p.connections, [&](const auto& places) {
    const auto& values = p.values[places[0].slice];
    file(values.source[places[0].line]);
    if constexpr (learns_late<List, Weights>)
      if (values.log.on) file(values.log.arrived[places[0].line]);
  });
}

template <class List, class Weights>
void read_source_traces(state_reader& file, projection_state<List, Weights>& p) {
  const synapse_rows& connections = *p.connections;
  for (std::size_t s = 0; s < p.values.size(); ++s) p.values[s].source.resize(count_lines(connections.slices[s]));
  std::int64_t clock = 0;
  if constexpr (learns_late<List, Weights>) {
    file(clock);
    for (auto& slice : p.values) slice.log.clock = clock;
  }
  each_line_of_sources(connections, [&](const auto& places) {
    auto& first = p.values[places[0].slice];
    file(first.source[places[0].line]);
    if constexpr (learns_late<List, Weights>)
      if (first.log.on) {
        std::int64_t& arrived = first.log.arrived[places[0].line];
        file(arrived);
        if (arrived < 0 || arrived > clock) file.damaged("a spike has arrived in the future");
      }
    for (const auto& x : places.subspan(1)) {
      p.values[x.slice].source[x.line] = first.source[places[0].line];
      if constexpr (learns_late<List, Weights>)
        if (first.log.on) p.values[x.slice].log.arrived[x.line] = first.log.arrived[places[0].line];
    }
  });
}

} // namespace cortexpr::detail
