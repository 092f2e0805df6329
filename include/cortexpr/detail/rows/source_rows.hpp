// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

/// The order in which traces of sources are read and saved, whatever the number of threads that cut the slices: source
/// by source, and where delays are mixed a trace row for each delay that the source has, the shortest first.

namespace cortexpr::detail {

/// Calls f(places of one trace row in all slices) for the trace rows of all sources, each of its delays by itself:
/// slices hold copies of the same traces.
template <class F>
void each_trace_row_of_sources(const synapse_rows& connections, F&& f) {
  struct row_place {
    std::uint32_t after; // steps of delay
    std::size_t slice, trace_row;
  };
  sequence<row_place> all;
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
    std::stable_sort(all.begin(), all.end(), [](const row_place& a, const row_place& b) { return a.after < b.after; });
    for (auto first = all.begin(), last = first; first != all.end(); first = last) {
      last = std::find_if(first, all.end(), [&](const row_place& x) { return x.after != first->after; });
      f(std::span<const row_place>(first, last));
    }
  }
}

} // namespace cortexpr::detail
