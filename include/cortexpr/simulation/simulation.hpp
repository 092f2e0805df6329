// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cortexpr/detail/simulation/access.hpp>
#include <cortexpr/detail/simulation/regular_looks.hpp>
#include <cortexpr/detail/structure/entry_words.hpp>
#include <cortexpr/detail/threads/parallelism_tuner.hpp>
#include <cortexpr/detail/threads/team_run.hpp>
#include <cortexpr/network/network.hpp>
#include <cortexpr/simulation/run_options.hpp>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr {

/// The seed of all random numbers of a simulation.
struct seed {
  std::uint64_t value = 0;
};
/// The time step; 0.1 ms unless given.
struct time_step {
  quantity<dim::second> dt = 0.1_ms;
};

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

  /// Options in any order: `seed{n}` (default 0), `time_step{dt}` (default 0.1 ms), `threads{n}` (default one; results
  /// do not depend on it), `set<"...">(value)`. Throws `invalid_value` with the item's name for values that cannot be
  /// simulated.
  template <class... Options>
  [[gnu::cold]] explicit simulation(Options... options) {
    const auto given_settings = std::apply([](auto... s) { return detail::settings<decltype(s)...>{{s...}}; },
                                           std::tuple_cat(keep_setting(options)...));
    const double dt = detail::option_or<is_time_step>(time_step{}, std::tuple<Options...>{options...}).dt.si();
    const seed numbers = detail::option_or<is_seed>(seed{}, std::tuple<Options...>{options...});
    const threads team = detail::option_or<is_threads>(threads{1}, std::tuple<Options...>{options...});
    if (team.n < 1 || team.n > 1024) raise({"threads{", team.n, "}: a simulation runs on 1 to 1024 threads"});
    pace_ = detail::parallelism_tuner(team);
    build_ = [given_settings, dt, start_seed = numbers.value, n = team.n](state_type& state,
                                                                          recording_type& recording) {
      state_type fresh = Net::build(dt, start_seed, given_settings, n);
      recording_type empty;
      structure::template for_each<item_kind::record>(
          [&](auto r) { detail::build_record<Net::description_value, r>(fresh, empty, given_settings); });
      state = std::move(fresh);
      recording = std::move(empty);
    };
    reset();
  }

  /// Back to the start: the state as it was built, recordings empty. Changes by `set` are undone.
  [[gnu::cold]] void reset() {
    build_(state_, recording_);
    profile_.clear();
  }

  /// Runs for a time and records; a further run continues. As in Brian2 a duration off the grid of steps makes
  /// round(T/dt) steps if it is within 1e-4 dt of it, else the next higher number. Options: `progress::bar()`,
  /// `stop_when(f)`, `until_interrupted{}`, `stream_to(folder, period)`, `checkpoint_every(period, path)`,
  /// `profiled{}`, `refuse_on_errors{}`, watchdogs
  /// (<cortexpr/simulation/watch.hpp>). Whatever a callback throws leaves state and recordings at a step boundary.
  /// Throws `not_finite` if a variable, weight or input is not finite at the end, unless `allow_not_finite{}` is an
  /// option.
  template <class... Options>
  void run(quantity<dim::second> duration, Options... options) {
    run_steps(steps_of(duration), options...);
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
    Net::prepare(state_);
    stale_ = false;
    std::int64_t room = steps;
    ((room = std::min(room, detail::recorded_steps(options, steps, state_.dt))), ...);
    structure::template for_each<item_kind::record>([&](auto r) {
      auto& rec = detail::item_at<r>(recording_.items);
      if constexpr (requires { rec.reserve(room); }) rec.reserve(room);
    });
    if constexpr ((std::is_same_v<Options, profiled> || ...)) start_profile();
    (detail::begin_option(options, *this, recording_, steps), ...);
    constexpr bool looks_for_not_finite = !(std::is_same_v<Options, allow_not_finite> || ...);
    std::int64_t done = 0;
    [[maybe_unused]] detail::time_keeper time;
    const auto come_before_step = [&] {
      (detail::come_before_step(options, *this, recording_), ...);
      if (stale_) Net::prepare(state_);
      stale_ = false;
    };
    // Between two steps, by the thread that called run.
    const auto go_on = [&] {
      ++state_.step;
      ++done;
      if constexpr (looks_for_not_finite)
        if (time.due()) {
          looks_.look_at_everything(state_);
          time.done();
        }
      bool stops = false;
      ((stops = detail::check_option<false>(options, *this, recording_, done) || stops), ...);
      ((stops = detail::check_option<true>(options, *this, recording_, done) || stops), ...);
      if (stops || done == steps) return false;
      come_before_step();
      return true;
    };
    if (steps > 0) {
      come_before_step();
      constexpr bool measure = (std::is_same_v<Options, profiled> || ...);
      constexpr bool looks = (detail::works_between_steps<Options> || ...);
      detail::run_team(state_.team_size, pace_, looks, go_on,
                       [&](const detail::team_member& member) { step_of<measure>(member); });
    }
    if constexpr (looks_for_not_finite)
      if (done > 0) looks_.run_ends(state_, done);
    (detail::end_option<false>(options, *this, recording_, done), ...);
    (detail::end_option<true>(options, *this, recording_, done), ...);
  }

  /// Seconds of biological time done.
  [[nodiscard]] double time() const { return state_.time(); }
  [[nodiscard]] double dt() const { return state_.dt; }

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

  /// A name as text, in brackets, is not known to the compiler.
  template <class Name>
    requires(!detail::is_name_constant<Name>)
  const auto& operator[](const Name&) const {
    static_assert(detail::is_right<Name>, "cortexpr: a recording is asked for by a name that the compiler knows; write "
                                          "sim[\"n.v\"_name]");
    return recording_;
  }

  /// Values as they are now (SI): of a state variable or parameter of a population, one per neuron (length 1 if
  /// shared); of a synapse variable ("label.w", ...) in the order of creation; of a variable of targets, one per
  /// target; of a variable of sources, one per source, and where delays are mixed one per source and delay that it has,
  /// the shortest first. The same for any number of threads.
  template <fixed_string Path>
  [[nodiscard]] auto get() const {
    return detail::read_path<Net, Path>(state_);
  }

  template <class Name>
  void get(const Name&) const {
    static_assert(detail::is_right<Name>, "cortexpr: the name stands in angle brackets; write sim.get<\"n.v\">()");
  }

  /// Gives a parameter, a state variable or a synapse variable new values between runs or, in a function that a run
  /// calls, between steps: a quantity, a distribution, `values(list, unit)`. If a value is refused, nothing has
  /// changed.
  template <fixed_string Path, class V>
  void set(const V& value) {
    detail::write_path<Net, Path>(state_, value);
    stale_ = true;
  }

  template <class Name, class V>
  void set(const Name&, const V&) {
    static_assert(detail::is_right<Name>,
                  "cortexpr: the name stands in angle brackets; write sim.set<\"n.V_th\">(-53_mV)");
  }

  /// From now on a rule of a projection does nothing (its traces go on): `sim.freeze<"S", pair_stdp>()`.
  template <fixed_string Label, class Rule>
  void freeze() {
    detail::freeze_rule<Net, Label, Rule>(state_, true);
  }
  /// The rule works again.
  template <fixed_string Label, class Rule>
  void thaw() {
    detail::freeze_rule<Net, Label, Rule>(state_, false);
  }

  [[nodiscard]] const state_type& state() const { return state_; }
  [[nodiscard]] state_type& state() { return state_; }
  [[nodiscard]] const recording_type& recording() const { return recording_; }
  /// Writes all recordings to a file, `.npz` (numpy.load reads it) or `.csv`; needs <cortexpr/io/save.hpp> or
  /// <cortexpr/cortexpr.hpp>. Throws `io_error` with the path; the recordings stay.
  template <class Path>
  void save(const Path& path) const {
    save_recordings(*this, path);
  }
  /// Writes the complete state to a file, from which `load_state` goes on bit by bit; needs
  /// <cortexpr/simulation/checkpoint.hpp> or <cortexpr/cortexpr.hpp>. Throws `io_error` with the path; a former file of
  /// this name is replaced when the new one is complete.
  template <class Path>
  void save_state(const Path& path) const {
    save_checkpoint(*this, path);
  }
  /// Takes the state from a file of the same network, whatever the number of threads; recordings stay and go on.
  /// Throws `io_error` with the path; then nothing has changed.
  template <class Path>
  void load_state(const Path& path) {
    load_checkpoint(*this, recording_, path);
  }
  /// What will go wrong or has gone wrong; see `diagnose` in <cortexpr/diagnose/diagnose.hpp> or
  /// <cortexpr/cortexpr.hpp>: `std::cout << sim.diagnose()`.
  [[nodiscard]] auto diagnose() const { return diagnosis_of(*this); }
  /// Empties all recordings; the state stays.
  void clear_recordings() {
    structure::template for_each<item_kind::record>([&](auto r) { detail::item_at<r>(recording_.items).clear(); });
  }

  /// Time spent in every entry of the schedule during runs with `profiled{}`.
  [[nodiscard]] const std::vector<profile_entry>& profile() const { return profile_; }

private:
  template <class T>
  struct is_seed : std::is_same<T, seed> {};
  template <class T>
  struct is_time_step : std::is_same<T, time_step> {};
  template <class T>
  struct is_threads : std::is_same<T, threads> {};

  template <class T>
  static auto keep_setting(const T& option) {
    if constexpr (is_seed<T>::value || is_time_step<T>::value || is_threads<T>::value) {
      return std::tuple<>{};
    } else {
      static_assert(
          requires { T::paths; },
          "cortexpr: a simulation takes seed{n}, time_step{dt}, threads{n} and set<\"...\">(value)");
      return std::tuple<T>{option};
    }
  }

  std::int64_t steps_of(quantity<dim::second> duration) const {
    const double steps = detail::steps_to_run(duration.si(), state_.dt);
    const auto refuse = [&](const char* why) {
      raise({"run: a duration of ", detail::quantity_text(duration), " is not possible; ", why});
    };
    if (!std::isfinite(duration.si()) || duration.si() < 0) refuse("it must be finite and not negative");
    if (!(steps < detail::most_steps))
      refuse("it is more than 9e15 steps; to run without end, give a long time and stop_when(f)");
    return static_cast<std::int64_t>(steps);
  }

  void start_profile() {
    if (!profile_.empty()) return;
    for (const auto& entry : structure::schedule)
      profile_.push_back({detail::text_of<Net::description_value>(entry), 0});
  }
  /// One thread's part of a step; the first thread measures the time of its entries if asked for.
  template <bool Measure>
  void step_of(const detail::team_member& member) {
    using clock = std::chrono::steady_clock;
    Net::advance(state_, recording_, member, [&](std::size_t entry, auto&& work) {
      if (!Measure || !member.leads()) {
        work();
        return;
      }
      const auto begin = clock::now();
      work();
      profile_[entry].seconds += std::chrono::duration<double>(clock::now() - begin).count();
    });
  }

  std::function<void(state_type&, recording_type&)> build_;
  state_type state_;
  bool stale_ = true; ///< what is derived from parameters has to be derived anew
  recording_type recording_;
  std::vector<profile_entry> profile_;
  detail::parallelism_tuner pace_;
  detail::regular_looks<Net> looks_;
};

} // namespace cortexpr
