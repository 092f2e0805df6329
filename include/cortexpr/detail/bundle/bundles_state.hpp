// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/bundle/bundle.hpp>
#include <cortexpr/detail/rows/spikes_in_flight.hpp>
#include <cstdint>
#include <memory>

namespace cortexpr::detail {

/// The bundles of a network, and what their delivery needs.
template <class Real>
struct bundles_state {
  sequence<bundle_slice> slices;
  /// By the item number of the source population; none if it has no bundle. Shared by copies of a state.
  sequence<std::shared_ptr<bundle>> of_source;
  // What follows is derived or scratch.
  sequence<Real> resolution;         ///< of the weights, by source population
  std::uint32_t span = 0;            ///< steps between the first and the last arrival of a spike, at most
  sequence<sequence<Real>> arriving; ///< per slice: input that arrives in a step; 0 between steps
  sequence<spikes_in_flight<bundle_walk>> in_flight; ///< per slice

  /// To be called when bundles were added, replaced or removed.
  void changed() {
    span = 0;
    resolution.assign(of_source.size(), Real(0));
    for (std::size_t k = 0; k < of_source.size(); ++k)
      if (const auto& b = of_source[k]) {
        resolution[k] = static_cast<Real>(b->resolution);
        span = std::max(span, b->connections.max_delay - b->connections.min_delay);
      }
    for (auto& spikes : in_flight) spikes.forget();
  }
  [[nodiscard]] bool operator==(const bundles_state& o) const {
    const auto same = [](const auto& a, const auto& b) { return a == b || (a && b && *a == *b); };
    return slices == o.slices &&
           std::equal(of_source.begin(), of_source.end(), o.of_source.begin(), o.of_source.end(), same);
  }
};

} // namespace cortexpr::detail
