// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/checkpoint/heading.hpp>
#include <cortexpr/detail/checkpoint/saved_items.hpp>
#include <cortexpr/detail/checkpoint/saved_monitors.hpp>
#include <cortexpr/detail/checkpoint/saved_recordings.hpp>
#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/detail/checkpoint/structure_text.hpp>
#include <cortexpr/detail/sharing/keep_own.hpp>
#include <cortexpr/simulation/simulation.hpp>
#include <cstdint>
#include <string_view>
#include <utility>

namespace cortexpr {

/// Implements `simulation::save_state`; docs/checkpoints.md describes the format. `state`: the state of the simulation,
/// with the neurons and synapses of all ranks.
template <class Net>
void save_checkpoint(const simulation<Net>& sim, const typename Net::state& state, const detail::file_path& path) {
  using s = typename Net::structure;
  detail::state_writer file(path);
  detail::write_heading(file, detail::structure_text<Net::description_value, typename Net::real>());
  file(state.step, state.dt, state.seed);
  detail::for_each_index<s::size>([&](auto k) { detail::write_item<Net::description_value, k>(file, state); });
  detail::write_open_bins<Net>(file, sim.recording());
  detail::write_monitors<Net>(file, sim.recording());
  file.finish();
}

namespace detail {

/// What a checkpoint holds.
template <class Net>
struct loaded_state {
  typename Net::state state;
  sequence<open_bin> bins;
  sequence<saved_monitor> monitors;
  std::uint32_t checksum = 0; ///< of the file
};

} // namespace detail

/// Implements `simulation::load_state`: reads and checks all of the file before the simulation changes.
template <class Net>
[[nodiscard]] detail::loaded_state<Net>
read_checkpoint(const simulation<Net>& sim, const typename Net::recording& recording, const detail::file_path& path) {
  const typename Net::state& present = sim.state();
  detail::loaded_state<Net> loaded;
  detail::state_reader file(path);
  detail::read_heading(file, detail::structure_text<Net::description_value, typename Net::real>());
  loaded.checksum = file.checksum();
  typename Net::state& fresh = loaded.state;
  fresh.team_size = present.team_size;
  fresh.rank = present.rank;
  fresh.ranks = present.ranks;
  fresh.structure_seed = present.structure_seed;
  const auto read = [&] {
    file(fresh.step, fresh.dt, fresh.seed);
    if (fresh.dt != present.dt)
      detail::refuse({file.path(), ": was saved with a time step of ", detail::quantity_text(fresh.dt, dim::second),
                      ", this simulation has ", detail::quantity_text(present.dt, dim::second),
                      "; build it with time_step{...} as it was"});
    if (fresh.step < 0) file.damaged("its time is negative");
    detail::for_each_index<Net::structure::size>(
        [&](auto k) { detail::read_item<Net::description_value, k>(file, fresh, present); });
    detail::check_together(file, fresh);
    detail::bundle_again(file, fresh);
    loaded.bins = detail::read_open_bins(file);
    loaded.monitors = detail::read_monitors(file);
    if (file.left() != 0) file.damaged("it has bytes after its end");
    Net::prepare(fresh);
  };
#if defined(__cpp_exceptions)
  try {
    read();
  } catch (const invalid_value& problem) {
    file.damaged(problem.what());
  }
#else
  read();
#endif
  detail::each_synapse_recording<Net>(recording, fresh, [&](const auto& r, std::string_view name, const auto& p) {
    detail::check_recording(r, p.connections->synapses, file.path(), name);
  });
  detail::keep_own(fresh);
  return loaded;
}
/// Lets the simulation continue from a checkpoint.
template <class Net>
void take_checkpoint(simulation<Net>& sim, typename Net::recording& recording, detail::loaded_state<Net>&& loaded) {
  sim.state() = std::move(loaded.state);
  detail::fit_recordings<Net>(recording, sim.state(), loaded.bins);
  detail::fit_monitors<Net>(recording, loaded.monitors);
}

} // namespace cortexpr
