// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/state/bundle_access.hpp>
#include <cortexpr/detail/summary/collect_couplings.hpp>
#include <cortexpr/detail/summary/collect_drives.hpp>
#include <cortexpr/detail/summary/collect_modulations.hpp>
#include <cortexpr/detail/summary/collect_populations.hpp>
#include <cortexpr/detail/summary/collect_projections.hpp>
#include <cortexpr/detail/summary/collect_recordings.hpp>
#include <cortexpr/detail/summary/network_summary.hpp>

namespace cortexpr::detail {

/// The facts of a simulation as it is now. Nothing in it changes.
template <class Net>
network_summary look_at(const typename Net::state& state, const typename Net::recording& recording) {
  using structure = typename Net::structure;
  network_summary all;
  all.dt = state.dt;
  all.time = state.time();
  all.step = state.step;
  structure::template for_each<item_kind::population>(
      [&](auto k) { all.populations.push_back(collect_population<Net, k>(state)); });
  structure::template for_each<item_kind::drive>([&](auto k) { collect_drive<Net, k>(state, all); });
  structure::template for_each<item_kind::projection>([&](auto k) {
    with_present_synapses<Net::description_value, k>(state, [&](const auto& p) {
      collect_coupling<Net, k>(p, all);
      collect_afferents<Net, k>(p, state, all);
    });
  });
  structure::template for_each<item_kind::poisson_input>([&](auto k) { collect_poisson_inputs<Net, k>(state, all); });
  structure::template for_each<item_kind::modulation>(
      [&](auto k) { all.modulations.push_back(collect_modulation<Net, k>(state)); });
  structure::template for_each<item_kind::synapse_coupling>(
      [&](auto k) { collect_synapse_coupling<Net, k>(state, all); });
  give_kinetics(all);
  structure::template for_each<item_kind::record>([&](auto k) { collect_recording<Net, k>(state, recording, all); });
  return all;
}

} // namespace cortexpr::detail
