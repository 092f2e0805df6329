// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cortexpr/base/callback.hpp>
#include <cortexpr/detail/sharing/rank_member.hpp>
#include <cortexpr/detail/simulation/on_ranks.hpp>
#include <cortexpr/detail/simulation/open_access.hpp>
#include <cortexpr/detail/simulation/parts_with_headers.hpp>
#include <cortexpr/network/network.hpp>
#include <cortexpr/simulation/build_options.hpp>
#include <cortexpr/simulation/run_loop.hpp>
#include <cortexpr/simulation/run_options.hpp>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr {

/// A state of a network, what is recorded of it, and the calls that build, run, read and change both.
///
/// Example (examples/reference/simulation.cpp):
///
///     simulation<net> sim{seed{42}, set<"n1">(512)};
///     sim.run(1_s, progress::bar());
///     const auto& v = sim["n1.v"_name];
template <class Net>
class simulation {
public:
  using network_type = Net;
  using state_type = typename Net::state;
  using recording_type = typename Net::recording;
  using structure = typename Net::structure;

  /// Options in any order: `seed{n}` (default 0), `structure_seed{n}` (default that seed), `time_step{dt}` (default
  /// 0.1 ms), `threads{n}` (default one), `distributed` ranks or a `dry_run` (default: none; docs/ranks.md),
  /// `set<"...">(value)`.
  /// Results depend on neither threads nor ranks. Throws `invalid_value` with the item's name for what is refused.
  template <class... Options>
  [[gnu::cold]] explicit simulation(Options... options) {
    const detail::build_choices chosen(std::tuple<Options...>{options...});
    loop_ = detail::run_loop<Net>(chosen.team);
    if constexpr ((detail::is_distributed<Options>::value || ...))
      if constexpr (detail::require_ranks<Net::description_value, typename Net::real>())
        ranks_ = decltype(ranks_)(chosen.ranks);
    build_ = detail::builder_of<Net>(chosen, options...);
    reset();
  }

  /// Goes back to step 0: rebuilds the state from the options of the constructor, which undoes changes by `set`,
  /// `freeze` and `load_state`, and empties all recordings.
  [[gnu::cold]] void reset() {
    loop_.require_no_run("reset");
    ranks_.build(state_, [&] { build_(state_, recording_); });
    loop_.clear_profile();
    latest_ = {};
  }

  /// Runs for a time and records; a further run continues. As in Brian2 a duration off the grid of steps makes
  /// round(T/dt) steps if it is within 1e-4 dt of it, else the next higher number. Options: `progress::bar()`,
  /// `stop_when(f)`, `until_interrupted{}`, `stream_to(folder, period)`, `checkpoint_every(period, path)`,
  /// `profiled{}`, `refuse_on_errors{}`, watchdogs (<cortexpr/simulation/watch.hpp>). Whatever a callback throws leaves
  /// state and recordings at a step boundary. Throws `not_finite` if a variable, weight or input is not finite at the
  /// end, unless `allow_not_finite{}` is an option.
  template <class... Options>
  void run(quantity<dim::second> duration, Options... options) {
    run_steps(detail::steps_of_run(duration, state_.dt, "run"), options...);
  }
  template <detail::Arithmetic Number, class... Options>
  void run(Number, Options...) {
    static_assert(detail::is_right<Number>,
                  "cortexpr: a run lasts a time; write sim.run(1_s), or sim.run_steps(10'000)");
  }
  /// Runs a number of steps.
  template <class... Options>
  void run_steps(std::int64_t steps, Options... options) {
    if (steps < 0) raise({"run_steps: ", steps, " steps are not possible; the number must not be negative"});
    loop_.require_no_run("run");
    if constexpr ((!detail::works_on_ranks<Options> || ...)) ranks_.require_alone("run with such an option");
    if constexpr ((detail::WritesFiles<Options> || ...)) ranks_.require_others("run with files of results");
    ranks_.run(state_, recording_, "run", steps, [&] {
      prepare();
      latest_.begin(recording_);
      loop_.run(*this, recording_, ranks_, steps, options...);
    });
  }

  /// Makes steps without options, for a program that reads and writes in between (docs/closed_loop.md): a time, a
  /// multiple of the time step, or a number of steps. Allocates only where recordings grow. Throws
  /// `not_finite` if a variable of a neuron is not finite at the end; synapses are not looked at.
  ///
  /// Example (examples/reference/closed_loop.cpp):
  ///
  ///     loop.advance(1_ms);
  void advance(quantity<dim::second> duration) { advance(detail::whole_steps_of_run(duration, state_.dt, "advance")); }
  template <detail::Arithmetic Number>
  void advance(Number steps) {
    static_assert(std::is_integral_v<Number>,
                  "cortexpr: advance takes a time or a number of steps; write sim.advance(1_ms), or sim.advance(10)");
    const auto left = static_cast<std::int64_t>(steps);
    if (left < 0) raise({"advance: ", left, " steps are not possible; the number must not be negative"});
    loop_.require_no_run("advance");
    prepare();
    latest_.begin(recording_);
    if (left == 0) return;
    ranks_.run(state_, recording_, "advance", left, [&] { loop_.advance(state_, recording_, ranks_, left); });
  }
  /// What a `live` drive gives to each neuron (SI): written between two calls of `advance` or `run`. It never moves.
  template <fixed_string Path>
  [[nodiscard]] std::span<double> input() {
    return detail::live_input<Net, Path>(state_);
  }
  /// Neurons of a population of `spike_times` spike in the next step, or so much later: spikes from outside. Throws
  /// `invalid_value` for a number that no neuron has; then nothing has changed.
  template <fixed_string Population, class Neurons>
  void send(const Neurons& neurons, quantity<dim::second> later = 0_s) {
    const std::int64_t steps = detail::whole_steps_of_run(later, state_.dt, "send");
    detail::send_spikes<Net, Population>(state_, neurons, steps);
    ranks_.note_sent(structure::find_population(Population.view()), neurons, steps);
  }
  /// A variable or parameter of neurons (SI; of some by a slice) where it lies: valid until the next `set`, `reset` or
  /// `load_state`. One number if all neurons share it.
  template <fixed_string Path>
  [[nodiscard]] std::span<const typename Net::real> view() const {
    return detail::view_of_neurons<Net, Path>(ranks_, state_);
  }
  /// The spikes that a population recorded (record<"n.spikes">()) in the last `advance` or `run`; valid until the next
  /// one. `clear_recordings` in between keeps memory from growing.
  template <fixed_string Population>
  [[nodiscard]] recent_spikes spikes() const {
    return latest_.template of<Population>(recording_);
  }
  [[nodiscard]] double time() const { return state_.time(); } ///< simulated time in seconds
  [[nodiscard]] double dt() const { return state_.dt; }       ///< time step in seconds

  /// The recording of that name: a `trace` (monitors, too), `spike_train` or `rate_trace`.
  template <fixed_string Path>
  [[nodiscard]] const auto& operator[](name_constant<Path>) const {
    constexpr std::size_t r = structure::find(item_kind::record, Path.view());
    if constexpr (r == not_found) {
      detail::refuse_name<detail::not_recorded, detail::among_items<Net::description_value, item_kind::record>, Path>();
      return recording_;
    } else {
      return detail::item_at<r>(recording_.items);
    }
  }
  template <class Name>
    requires(!detail::is_name_constant<Name>)
  const auto& operator[](const Name&) const {
    static_assert(detail::is_right<Name>, "cortexpr: a recording is asked for by a name that the compiler knows; write "
                                          "sim[\"n.v\"_name]");
    return recording_;
  }
  /// Current values (SI): of a variable or parameter of a population, one per neuron (length 1 if shared); of a
  /// synapse variable ("label.w", ...) in the order of creation; of a variable of targets, one per target; of sources,
  /// one per source, and where delays are mixed one per source and delay that it has, the shortest first. The same for
  /// any number of threads and ranks. After k steps neurons, synapses and traces have made k steps of their equations,
  /// by event or by clock, and what the spikes of the last step added stands in full. Of some neurons by a slice,
  /// `sim.get<"n[0:20].v">()`, or by their group, `sim.get<"cortex.v">("L4E")`; throws `invalid_value` if there are
  /// none.
  template <fixed_string Path>
  [[nodiscard]] auto get(const std::convertible_to<std::string_view> auto&... group) const {
    return detail::get_on_ranks<Net, Path>(ranks_, state_, group...);
  }
  template <class Name>
  void get(const Name&) const {
    static_assert(detail::is_right<Name>, "cortexpr: the name stands in angle brackets; write sim.get<\"n.v\">()");
  }
  /// Gives a parameter of neurons or of a rule ("S.a_pre"), a variable of neurons or synapses (a quantity, a
  /// distribution, `values(list, unit)`), a drive, a list of spikes or Poisson input new values between runs or, in a
  /// function that a run calls, between steps. A refused value changes nothing. For a slice of neurons,
  /// `sim.set<"n[0:20].v">(-60_mV)`, or a group, `sim.set<"cortex.v">("L4E", -60_mV)`: random numbers as part of all.
  template <fixed_string Path, class V>
  void set(const V& value) {
    detail::set_on_ranks<Net, Path>(ranks_, state_, value);
    stale_ = true;
  }
  template <fixed_string Path, class V>
  void set(std::string_view group, const V& value) {
    detail::set_on_ranks<Net, Path>(ranks_, state_, group, value);
    stale_ = true;
  }
  template <class Name, class V>
  void set(const Name&, const V&) {
    static_assert(detail::is_right<Name>,
                  "cortexpr: the name stands in angle brackets; write sim.set<\"n.V_th\">(-53_mV)");
  }
  /// Stops a rule (its traces go on): `sim.freeze<"S", pair_stdp>()`; `thaw` lets it go on.
  template <fixed_string Label, class Rule>
  void freeze() {
    detail::freeze_on_ranks<Net, Label, Rule>(ranks_, state_, true);
  }
  template <fixed_string Label, class Rule>
  void thaw() {
    detail::freeze_on_ranks<Net, Label, Rule>(ranks_, state_, false);
  }
  [[nodiscard]] const state_type& state() const { return state_; }
  [[nodiscard]] state_type& state() { return state_; }
  [[nodiscard]] const recording_type& recording() const { return recording_; }
  /// Writes all recordings to a file, `.npz` (numpy.load reads it) or `.csv`; needs <cortexpr/io/save.hpp> or
  /// <cortexpr/cortexpr.hpp>. Throws `io_error` with the path; the recordings stay. The first rank writes.
  template <class Path>
  void save(const Path& path) const {
    ranks_.first_does(state_, "save", [&] { detail::save_by_header(*this, path); });
  }
  /// Writes the complete state to a file, from which `load_state` goes on bit by bit; needs
  /// <cortexpr/simulation/checkpoint.hpp> or <cortexpr/cortexpr.hpp>. Throws `io_error` with the path; an existing file
  /// is replaced only when the new one is complete. All ranks call it, the first writes.
  template <class Path>
  void save_state(const Path& path) const {
    ranks_.first_saves(state_, [&](const state_type& all) { detail::save_state_by_header(*this, all, path); });
  }
  /// Takes the state from a file of the same network, of any number of threads and ranks, and goes on bit by bit;
  /// recordings stay. Throws `io_error` with the path; then nothing has changed.
  template <class Path>
  void load_state(const Path& path) {
    loop_.require_no_run("load_state");
    detail::load_state_by_header(*this, recording_, ranks_, path);
  }
  [[nodiscard]] auto diagnose() const { ///< what will go wrong or has gone wrong: <cortexpr/diagnose/diagnose.hpp>
    return read_whole("diagnose", "", not_found, [&](auto& x) { return detail::diagnose_by_header(x, recording_); });
  }
  void diagnose(auto& out) const { out << diagnose(); }
  /// For the library alone: f(state with what all ranks have of item `only`, or of all items if it is `not_found`);
  /// `call` and `of` name the caller and its item in messages.
  template <class F>
  auto read_whole(std::string_view call, std::string_view of, std::size_t only, const F& f) const {
    return ranks_.read(state_, call, of, only, f);
  }
  /// For options of a run: derives anew what depends on values that `set` has changed, before the next step.
  void prepare() {
    if (std::exchange(stale_, false)) Net::prepare(state_);
  }
  /// For options of a run: the sum of the counts of all ranks, on every rank; `call` names the caller in messages.
  [[nodiscard]] std::uint64_t sum_over_ranks(std::uint64_t own, std::string_view call) const {
    return ranks_.sum(state_, call, own);
  }
  /// The same: results were taken out of the recordings.
  void results_taken() { ranks_.cleared(state_, recording_); }
  void clear_recordings() { ///< empties them; the state stays
    structure::template for_each<item_kind::record>([&](auto r) { detail::item_at<r>(recording_.items).clear(); });
    latest_ = {}, ranks_.cleared(state_, recording_);
  }
  [[nodiscard]] const auto& profile() const { return loop_.profile(); } ///< of runs with `profiled{}`, by entry

private:
  detail::callback<void(state_type&, recording_type&)> build_;
  state_type state_;
  bool stale_ = true; ///< what is derived from parameters has to be derived anew
  recording_type recording_;
  detail::latest_recorded<Net> latest_;
  detail::run_loop<Net> loop_;
  detail::rank_member<Net::description_value, typename Net::real> ranks_;
};

} // namespace cortexpr
