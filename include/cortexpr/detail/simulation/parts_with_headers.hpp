// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/sharing/rank_work.hpp>
#include <utility>

namespace cortexpr::detail {

// Members of a simulation whose headers <cortexpr/core.hpp> leaves out. Whether the header is included is checked where
// the call is instantiated, so that it may come after this one.

template <class Sim>
concept SavesRecordings = requires(const Sim& sim, const char* path) {
  save_recordings(sim, path);
};
template <class Sim>
concept SavesState = requires(const Sim& sim, const char* path) {
  save_checkpoint(sim, sim.state(), path);
};
template <class State, class Recording>
concept Diagnosed = requires(const State& state, const Recording& recording) {
  diagnosis_of(state, recording);
};

template <class Sim>
constexpr bool require_checkpoints() {
  static_assert(SavesState<Sim>, "cortexpr: save_state and load_state need a header that core.hpp leaves out: include "
                                 "<cortexpr/simulation/checkpoint.hpp>, or <cortexpr/cortexpr.hpp>");
  return SavesState<Sim>;
}

/// Whether the program has the header of ranks.
template <auto const& D, class Real>
constexpr bool require_ranks() {
  constexpr bool known = requires { sizeof(rank_work_of<D, Real>); };
  static_assert(known, "cortexpr: ranks need a header that core.hpp leaves out: include <cortexpr/mpi.hpp>, "
                       "<cortexpr/ranks/ranks_as_threads.hpp> or <cortexpr/ranks/communicator.hpp>");
  return known;
}
/// Implements `simulation::save`.
template <class Sim, class Path>
void save_by_header(const Sim& sim, const Path& path) {
  constexpr bool known = SavesRecordings<Sim>;
  static_assert(known, "cortexpr: save needs a header that core.hpp leaves out: include <cortexpr/io/save.hpp>, or "
                       "<cortexpr/cortexpr.hpp>");
  if constexpr (known) save_recordings(sim, path);
}
/// Implements `simulation::save_state`.
template <class Sim, class State, class Path>
void save_state_by_header(const Sim& sim, const State& state, const Path& path) {
  if constexpr (require_checkpoints<Sim>()) save_checkpoint(sim, state, path);
}
/// Implements `simulation::load_state`.
template <class Sim, class Recording, class Ranks, class Path>
void load_state_by_header(Sim& sim, Recording& recording, Ranks& ranks, const Path& path) {
  if constexpr (require_checkpoints<Sim>())
    ranks.load(
        sim.state(), [&] { return read_checkpoint(sim, recording, path); },
        [&](auto&& loaded) { take_checkpoint(sim, recording, std::move(loaded)); });
}
/// Implements `simulation::diagnose`.
template <class State, class Recording>
auto diagnose_by_header(const State& state, const Recording& recording) {
  constexpr bool known = Diagnosed<State, Recording>;
  static_assert(known, "cortexpr: diagnose needs a header that core.hpp leaves out: include "
                       "<cortexpr/diagnose/diagnose.hpp>, or <cortexpr/cortexpr.hpp>");
  if constexpr (known)
    return diagnosis_of(state, recording);
  else
    return 0;
}

} // namespace cortexpr::detail
