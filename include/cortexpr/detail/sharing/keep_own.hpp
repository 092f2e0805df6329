// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/state/network_state.hpp>
#include <cstddef>
#include <memory>

namespace cortexpr::detail {

/// Gives back the memory of synapses that end at neurons of other ranks. What is true of a whole projection (its
/// delays, how many synapses it has, whether bits are counted) was found while all were there, alike on all ranks.
template <auto const& D, std::size_t K, class Real>
[[gnu::cold]] void keep_own_synapses(network_state<D, Real>& state) {
  if (state.ranks == 1) return;
  using s = structure<D>;
  auto& p = item_at<K>(state.items);
  const std::size_t parts = item_at<s::template target_of<K>>(state.items).bounds.size() - 1;
  auto rows = std::const_pointer_cast<synapse_rows>(p.connections); // of this state alone, as it was just built
  for (std::size_t k = 0; k < rows->slices.size(); ++k) {
    slice_rows& slice = rows->slices[k];
    if (state.of_this_rank().owns(slice.part, parts)) continue;
    slice_rows kept;
    kept.first_target = slice.first_target;
    kept.targets = slice.targets;
    kept.part = slice.part;
    slice = std::move(kept);
    if constexpr (requires { p.slices[k].weights.values; }) p.slices[k].weights.values = {};
  }
}

/// The same of all bundles.
template <auto const& D, class Real>
[[gnu::cold]] void keep_own_bundles(network_state<D, Real>& state) {
  if constexpr (bundling<D, Real>::any) {
    if (state.ranks == 1) return;
    auto& bundles = state.bundles;
    for (std::size_t k = 0; k < bundles.slices.size(); ++k) {
      if (state.of_this_rank().owns(bundles.slices[k].owner, state.team_size)) continue;
      for (auto& b : bundles.of_source)
        if (b) b->slices[k] = {};
      bundles.arriving[k] = {};
    }
  }
}

} // namespace cortexpr::detail
