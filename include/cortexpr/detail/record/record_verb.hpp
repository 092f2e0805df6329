// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/record/recorder.hpp>
#include <cortexpr/detail/record/run_monitor.hpp>
#include <cortexpr/detail/step/perform.hpp>

namespace cortexpr::detail {

/// Records what is due in the present step.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::record, D, E, Real> {
  static constexpr std::size_t k = item_of_entry<D, E>;
  static constexpr place from = structure<D>::template target_place<k>;

  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, network_recording<D, Real>& recording,
                                         const team_member& member) const {
    if (!is_open(state)) return;
    if constexpr (MonitorItem<typename structure<D>::template item<k>>) {
      watch(state, item_at<k>(recording.items), member);
    } else if constexpr (from.kind == place_kind::spikes || from.kind == place_kind::rate) {
      // No other thread changes the spikes of this step any more.
      if (member.leads()) take_record<D, k, Real>(state, recording);
    } else if (record_is_due<k, D, Real>(state, recording)) {
      if constexpr (from.is_per_synapse())
        if (item_at<k>(recording.items).which.everything()) catch_up_slices<D, from.item, Real>(state, member);
      alone(member, [&] { take_record<D, k, Real>(state, recording); });
    }
  }

private:
  /// Whether the present step lies in the time to which a recording is limited.
  [[gnu::always_inline]] static bool is_open([[maybe_unused]] const network_state<D, Real>& state) {
    using item = typename structure<D>::template item<k>;
    if constexpr (MonitorItem<item>) {
      return true;
    } else if constexpr (item::limited) {
      constexpr during times = structure<D>::template value<k>().times;
      return in_window(state.step, state.dt, times.from, times.to);
    } else {
      return true;
    }
  }
  template <class Monitor>
  [[gnu::always_inline]] static void watch(network_state<D, Real>& state, Monitor& r, const team_member& member) {
    using f = monitor_facts<D, k, Real>;
    const monitor_step<D, E, Real> now(state, r, member);
    if constexpr (f::of_synapses) {
      if (!r.looks_at(state.step)) return;
      catch_up_slices<D, f::holder, Real>(state, member);
      alone(member, [&] { now.look_at_synapses(); });
    } else if constexpr (f::looks) {
      now.look();
    } else if constexpr (f::lists) {
      // Not while other threads go on to reset their neurons.
      if (r.sees(state.step)) alone(member, [&] { now.list(); });
    } else {
      now.hear();
    }
  }
};

/// Shows spikes to a monitor that looks at steps, too.
template <auto const& D, std::size_t E, class Real>
struct perform<verb::note, D, E, Real> {
  static constexpr std::size_t k = item_of_entry<D, E>;

  [[gnu::always_inline]] void operator()(network_state<D, Real>& state, network_recording<D, Real>& recording,
                                         const team_member& member) const {
    monitor_step<D, E, Real>(state, item_at<k>(recording.items), member).hear();
  }
};

} // namespace cortexpr::detail
