// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/build/build_precise.hpp>
#include <cortexpr/detail/state/network_state.hpp>

namespace cortexpr::detail {

/// The longest delay of all projections that leave population K, in steps.
template <auto const& D, std::size_t K, class Real>
std::size_t longest_delay_from(const network_state<D, Real>& state) {
  using s = structure<D>;
  std::size_t longest = 0;
  s::template for_each<item_kind::projection>([&](auto p) {
    if constexpr (s::template source_of<p> == K) {
      longest = std::max<std::size_t>(longest, item_at<p>(state.items).connections->max_delay);
      if constexpr (has_pathways<typename s::template item<p>::rules>)
        for (const std::uint32_t delay : item_at<p>(state.items).delays.of_pathway)
          longest = std::max<std::size_t>(longest, delay);
    }
  });
  s::template for_each<item_kind::modulation>([&](auto p) {
    if constexpr (s::template source_of<p> == K)
      longest = std::max<std::size_t>(longest, item_at<p>(state.items).connections->delay);
  });
  return longest;
}

/// The longest dendritic delay, or delay of on_post, of all projections that learn from the spikes (or events) of
/// population K, in steps.
template <auto const& D, std::size_t K, class Real>
std::size_t longest_dendrite_of(const network_state<D, Real>& state) {
  using s = structure<D>;
  std::size_t longest = 0;
  s::template for_each<item_kind::projection>([&](auto p) {
    if constexpr (s::template learns_from<p> == K && s::template has_dendrites<p>())
      longest = std::max<std::size_t>(longest, item_at<p>(state.items).dendrites.steps);
    if constexpr (s::template learns_from<p> == K && learns_on_post<typename s::template item<p>::rules>)
      longest = std::max<std::size_t>(longest, item_at<p>(state.items).delays.post);
  });
  return longest;
}

/// Room for the spikes that populations remember while they are in flight.
template <auto const& D, class Real>
void build_spike_histories(network_state<D, Real>& state) {
  using s = structure<D>;
  s::template for_each<item_kind::population>([&](auto k) {
    auto& p = item_at<k>(state.items);
    // One step more than delays need: threads may be in two neighbouring steps.
    const std::size_t depth = std::max(longest_delay_from<D, k>(state), longest_dendrite_of<D, k>(state)) + 2;
    if constexpr (s::template item<k>::listed && !EventItem<typename s::template item<k>>) {
      p.spikes = spike_history(p.size, depth);
      p.spikes.make_room(p.list.most_in_a_step());
    } else
      p.spikes = spike_history(p.bounds, depth);
    build_precise<D, k, Real>(state);
  });
}

} // namespace cortexpr::detail
