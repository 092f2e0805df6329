// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/record/recorder.hpp>
#include <cortexpr/detail/step/perform.hpp>

namespace cortexpr::detail {

/// Records what is due in the present step.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::record, D, E, Real> {
  static constexpr std::size_t k = item_of_entry<D, E>;
  static constexpr place from = structure<D>::template target_place<k>;

  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, network_recording<D, Real>& recording,
                                         const team_member& member) const {
    if constexpr (from.kind == place_kind::spikes || from.kind == place_kind::rate) {
      // No other thread changes the spikes of this step any more.
      if (member.leads()) take_record<D, k, Real>(state, recording);
    } else if (record_is_due<k, D, Real>(state, recording)) {
      if constexpr (from.is_per_synapse())
        if (item_at<k>(recording.items).which.everything()) catch_up_slices<D, from.item, Real>(state, member);
      alone(member, [&] { take_record<D, k, Real>(state, recording); });
    }
  }
};

} // namespace cortexpr::detail
