// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/delivery/transmission.hpp>
#include <cortexpr/detail/rows/row_bits.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cortexpr::detail {

/// Delivers by counting bits if so many spikes arrive that it pays; false if they are too few. Projections with bits
/// have one delay, so the arrivals are the spikes of one step.
template <class Real>
bool deliver_counts(const synapse_rows& connections, const slice_rows& rows, Real weight, const spike_history& spikes,
                    std::int64_t step, receptor_column<Real> to) {
  const std::int64_t emitted = step - connections.max_delay;
  if (emitted < 0) return false;
  const step_spikes neurons = spikes.of(emitted);
  const auto is_source = [&](std::uint32_t neuron) { return neuron - connections.first_source < connections.sources; };
  const auto arrivals = static_cast<std::uint64_t>(std::count_if(neurons.begin(), neurons.end(), is_source));
  // Of the whole projection, so that all slices decide alike.
  if (2 * arrivals * connections.synapses < connections.sources * connections.targets()) return false;
  std::array<std::size_t, row_bits::most_rows> sources;
  for (auto neuron = neurons.begin(); neuron != neurons.end();) {
    std::size_t count = 0;
    for (; neuron != neurons.end() && count < sources.size(); ++neuron)
      if (is_source(*neuron)) {
        sources[count] = *neuron - connections.first_source;
        rows.bits.prefetch(sources[count++]);
      }
    for (std::size_t first = 0; first < rows.targets; first += row_bits::block) {
      alignas(64) std::array<std::uint8_t, row_bits::block> counters{};
      rows.bits.count(std::span(sources).first(count), first, counters.data());
      add_counts(counters.data(), weight, to.variable, rows.first_target + first,
                 std::min(row_bits::block, rows.targets - first), to.held);
    }
  }
  return true;
}

} // namespace cortexpr::detail
