// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/units/format.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// Room for the places of spikes in their steps and for arrivals, where population K locates its spikes; refuses delays
/// shorter than a step.
template <auto const& D, std::size_t K, class Real>
[[gnu::cold]] void build_precise(network_state<D, Real>& state) {
  using s = structure<D>;
  if constexpr (s::is_precise(K)) {
    std::uint64_t synapses = 0;
    s::template for_each<item_kind::projection>([&](auto p) {
      if constexpr (s::template carries_offsets<p>())
        if constexpr (s::template target_of<p> == K) {
          const synapse_rows& rows = *item_at<p>(state.items).connections;
          if (rows.min_delay == 0 && rows.synapses != 0)
            raise({"projection '", s::template item<p>::label,
                   "': between populations with precise_spikes every delay is at least one step (",
                   quantity_text(state.dt, dim::second), "), and here is a shorter one"});
          synapses += rows.synapses;
        }
    });
    auto& population = item_at<K>(state.items);
    // For all of them, within reason; a list that is full grows.
    const std::uint64_t most =
        std::min(synapses, std::max<std::uint64_t>(std::uint64_t{64} * population.size, std::uint64_t{1} << 16));
    population.precise.begin(population.bounds, population.spikes.depth(), static_cast<std::size_t>(most));
  }
}

} // namespace cortexpr::detail
