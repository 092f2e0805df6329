// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/delivery/modulate_slice.hpp>
#include <cortexpr/detail/step/perform.hpp>

namespace cortexpr::detail {

/// Delivers the spikes of a projection onto synapses. The synapses belong to the thread of their target.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::modulate, D, E, Real> {
  using s = structure<D>;
  static constexpr std::size_t k = item_of_entry<D, E>;
  static constexpr std::size_t synapses = s::template modulated_by<k>, source = s::template source_of<k>;
  using change = modulated_slice<s::template modulated_place<k>.index, typename s::template item<synapses>::rules,
                                 stored_weights_of<D, Real, synapses>>;

  void operator()(network_state<D, Real>& state, const team_member& member) const {
    const modulation_state& from = item_at<k>(state.items);
    const spike_history& spikes = item_at<source>(state.items).spikes;
    const std::int64_t latest = latest_spikes<D, E>(state, source);
    each_slice_of<D, synapses, Real>(state, member, [&](std::size_t slice) {
      change(item_at<synapses>(state.items), slice).arrive(*from.connections, from.weight, spikes, latest);
    });
  }
};

} // namespace cortexpr::detail
