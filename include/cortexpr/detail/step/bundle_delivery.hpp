// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/bundle/add_bundled.hpp>
#include <cortexpr/detail/bundle/bundle.hpp>
#include <cortexpr/detail/delivery/transmission.hpp>
#include <cortexpr/detail/rows/prefetch_lines.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/detail/structure/bundling.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// Delivers the spikes that arrive in this step through all bundles, to the slices of one thread. For each slice:
/// spikes that begin to arrive enter their rows, the segments that are due add up in `arriving`, then each piece is
/// handed over to the variable of its population.
template <auto const& D, class Real>
void deliver_bundles(network_state<D, Real>& state, const team_member& member) {
  using s = structure<D>;
  auto& bundles = state.bundles;
  std::array<receptor_column<Real>, s::size> columns{};
  for_each_member<D, Real>([&](auto k) {
    if constexpr (bundling<D, Real>::column_of(k) == k) columns[k] = receptor_of<D, k, Real>(state);
  });
  for (std::size_t slice = 0; slice < bundles.slices.size(); ++slice) {
    const bundle_slice& here = bundles.slices[slice];
    if (!member.owns(here.owner, state.team_size)) continue;
    Real* const arriving = bundles.arriving[slice].data();
    const auto enter = [&](std::int64_t then) {
      s::template for_each<item_kind::population>([&](auto p) {
        const auto& b = bundles.of_source[p];
        if (!b) return;
        constexpr bool early = bundling<D, Real>::entry < s::threshold_entry(p);
        const std::int64_t emitted = then - early - b->connections.min_delay;
        if (emitted < 0) return;
        bundles.in_flight[slice].enter(b->connections, b->slices[slice], item_at<p>(state.items).spikes.of(emitted), p);
      });
    };
    bundles.in_flight[slice].begin(state.step, bundles.span, enter);
    bundles.in_flight[slice].arrive(
        state.step, [](const bundle_walk::cursor& c) __attribute__((always_inline)) {
          prefetch_lines<4>(c.first, c.first + c.count + 1);
        },
        [ arriving, resolution = bundles.resolution.data() ](const bundle_walk::cursor& c)
            __attribute__((always_inline)) { add_bundled(c.first, c.count, resolution[c.tag], arriving); });
    for (const bundle_piece& piece : here.pieces)
      hand_over(arriving + piece.first, piece.targets, columns[piece.column], piece.first_target);
  }
}

} // namespace cortexpr::detail
