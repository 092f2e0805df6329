// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// Calls f(begin, end, trace_row) for the synapses of every spike that arrives in `step`: by emission step, then
/// source.
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

} // namespace cortexpr::detail
