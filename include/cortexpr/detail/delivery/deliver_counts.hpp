// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/delivery/arrivals.hpp>
#include <cortexpr/detail/delivery/transmission.hpp>
#include <cortexpr/detail/rows/row_bits.hpp>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cortexpr::detail {

/// Delivers by counting bits if so many spikes arrive that it pays; false if they are too few.
template <class Real>
bool deliver_counts(const synapse_rows& connections, const slice_rows& rows, spike_counters& counters, Real weight,
                    const spike_history& spikes, std::int64_t step, receptor_column<Real> to) {
  std::uint64_t arrivals = 0;
  const auto each = [&](auto&& f) { for_each_arrival(connections, rows, spikes, step, f); };
  each([&](std::size_t, std::size_t, std::size_t) { ++arrivals; });
  // Of the whole projection, so that all slices decide alike.
  if (2 * arrivals * connections.synapses < connections.sources * connections.targets()) return false;
  // One group of rows late, so that the memory of the next rows is fetched meanwhile.
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

} // namespace cortexpr::detail
