// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/ranks/rank_talk.hpp>
#include <cortexpr/detail/sharing/rank_verdict.hpp>
#include <cortexpr/detail/sharing/shown_columns.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace cortexpr::detail {

/// What ranks that share a network exchange. The functions are virtual so that programs without ranks contain none of
/// their code.
template <class State, class Recording>
class rank_work {
public:
  using value = typename State::real;
  rank_work() = default;
  rank_work(const rank_work&) = delete;
  rank_work& operator=(const rank_work&) = delete;
  virtual ~rank_work() = default;

  /// The same for a copy of the simulation.
  [[nodiscard]] virtual std::shared_ptr<rank_work> fresh() const = 0;
  /// Refuses what cannot be shared, and compares the network that was built with those of the other ranks.
  virtual void built(const State& state, rank_calls& calls) = 0;
  /// Begins a run of so many steps. `call`: what the user has called; `sent`: the hash of the spikes sent before. All
  /// three must agree on all ranks. Returns how the threads talk within a step.
  virtual rank_talk begin(const State& state, Recording& recording, rank_calls& calls, std::string_view call,
                          std::int64_t steps, std::uint64_t sent) = 0;
  /// Asks the options of a run on all ranks, which stop, fail or continue together: true if the run stops. If an
  /// exception leaves it, `known` says whether the other ranks know of it.
  virtual bool agree(State& state, Recording& recording, rank_calls& calls, std::string_view call, bool& known,
                     const asked_option& ask) = 0;
  /// Recordings were emptied, maybe in the middle of a run.
  virtual void cleared(const State& state, Recording& recording) = 0;
  /// `seen`: the program reads spikes and recordings after this step. Returns what the ranks wish, if they have met.
  virtual rank_wishes step_done(State& state, Recording& recording, rank_calls& calls, std::string_view call, bool last,
                                bool seen, rank_wishes own) = 0;
  /// Makes recordings complete on every rank.
  virtual void end(const State& state, Recording& recording, rank_calls& calls, std::string_view call) = 0;
  /// A column with the values of all ranks, updated whenever a run ends, until the network is built anew.
  virtual std::span<const value> view(const State& state, const shown_column<State, value>& column, rank_calls& calls,
                                      std::string_view call) = 0;
  /// The state of one item, or of all items, with the values of all ranks.
  virtual std::shared_ptr<State> whole(const State& own, std::size_t only, rank_calls& calls,
                                       std::string_view call) = 0;
  /// Takes this rank's synapses of a projection from a state with those of all ranks.
  virtual void take_synapses(State& own, State& whole, std::size_t projection) = 0;
};
/// The same for network D: <cortexpr/detail/sharing/rank_work_of.hpp>, which core.hpp leaves out.
template <auto const& D, class Real>
class rank_work_of;

} // namespace cortexpr::detail
