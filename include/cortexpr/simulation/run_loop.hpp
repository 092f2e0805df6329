// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/sharing/rank_verdict.hpp>
#include <cortexpr/detail/simulation/regular_looks.hpp>
#include <cortexpr/detail/structure/entry_words.hpp>
#include <cortexpr/detail/threads/parallelism_tuner.hpp>
#include <cortexpr/detail/threads/steady_clock.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cortexpr/detail/threads/team_run.hpp>
#include <cortexpr/simulation/run_options.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cortexpr::detail {

/// Makes steps and measures, if a run asks for it, where their time goes.
template <class Net>
class run_profile {
public:
  void start() {
    if (!entries_.empty()) return;
    for (const auto& entry : Net::structure::schedule) entries_.push_back({text_of<Net::description_value>(entry), 0});
  }
  /// One thread's part of a step; the first thread measures the time of its entries if asked for.
  template <bool Measure>
  void step(typename Net::state& state, typename Net::recording& recording, const team_member& member) {
    using clock = std::chrono::steady_clock;
    Net::advance(state, recording, member, [&](std::size_t entry, auto&& work) {
      if (!Measure || !member.leads()) {
        work();
        return;
      }
      const auto begin = clock::now();
      work();
      entries_[entry].seconds += std::chrono::duration<double>(clock::now() - begin).count();
    });
  }
  /// Adds time spent on something that is not in the schedule.
  void add(const char* what, double seconds) {
    for (profile_entry& entry : entries_)
      if (entry.what == what) {
        entry.seconds += seconds;
        return;
      }
    entries_.push_back({what, seconds});
  }
  void clear() { entries_.clear(); }
  [[nodiscard]] const std::vector<profile_entry>& entries() const { return entries_; }

private:
  std::vector<profile_entry> entries_;
};

/// Whether a run goes on, which calls functions of the program that must not make steps. A copy of a simulation does
/// not run.
class run_mark {
public:
  run_mark() = default;
  run_mark(const run_mark&) {}
  run_mark(run_mark&&) noexcept {}
  run_mark& operator=(const run_mark&) { return *this; }
  run_mark& operator=(run_mark&&) noexcept { return *this; }
  ~run_mark() = default;

  void require_no_run(std::string_view call) const {
    if (runs_)
      raise({call, ": a function that a run calls cannot do that, only read and set values; end the run by stop_when "
                   "and go on after it, or look ahead with a copy of the simulation"});
  }
  /// Marks a run while it exists.
  class scope {
  public:
    explicit scope(run_mark& mark) : mark_(mark) { mark_.runs_ = true; }
    scope(const scope&) = delete;
    scope& operator=(const scope&) = delete;
    ~scope() { mark_.runs_ = false; }

  private:
    run_mark& mark_;
  };

private:
  bool runs_ = false;
};

/// Makes the steps of a simulation, and asks the options of a run in between.
template <class Net>
class run_loop {
  using state_type = typename Net::state;
  using recording_type = typename Net::recording;

public:
  run_loop() = default;
  explicit run_loop(const threads& team) : pace_(team) {}

  /// What `simulation::run_steps` does.
  template <class Simulation, class Ranks, class... Options>
  void run(Simulation& sim, recording_type& recording, Ranks& ranks, std::int64_t steps, Options&... options) {
    const run_mark::scope running(mark_);
    state_type& state = sim.state();
    make_room<Net>(recording, std::min({steps, recorded_steps(options, steps, state.dt)...}));
    constexpr bool measure = (std::is_same_v<Options, profiled> || ...);
    constexpr bool looks_for_not_finite = !(std::is_same_v<Options, allow_not_finite> || ...);
    if constexpr (measure) profile_.start();
    options_of_run<Simulation, recording_type, Options...> all(sim, recording, options...);
    const auto agree = [&](bool meets, const auto& ask) { return ranks.agree(state, recording, meets, ask); };
    all.begin(steps, agree);
    std::int64_t done = 0;
    [[maybe_unused]] time_keeper time;
    rank_wishes wishes;
    const double waited = ranks.waited();
    const auto come_before_step = [&] {
      all.before_step(agree);
      sim.prepare();
    };
    // Called between two steps, by the thread that called run.
    const auto go_on = [&] {
      const not_counted<Ranks> waiting(pace_, ranks);
      ++state.step;
      ++done;
      wishes.stop = all.asks_to_stop();
      if constexpr (looks_for_not_finite) wishes.look = wishes.look || time.due();
      const bool acts = all.acts(state.step);
      const rank_wishes now = ranks.step_done(state, recording, done == steps || acts, all.sees(state.step), wishes);
      if (now.stop) all.stop();
      if constexpr (looks_for_not_finite)
        if (now.look) {
          agree(true, [&] { return looks_.look_at_everything(state), false; });
          wishes.look = false;
          time.done();
        }
      if (all.after_step(done, agree) || done == steps) return false;
      come_before_step();
      return true;
    };
    if (steps > 0) {
      come_before_step();
      constexpr bool looks = (works_between_steps<Options> || ...);
      team_.run(state.threads(), pace_, looks, go_on, [&](const team_member& member) {
        profile_.template step<measure>(state, recording, ranks.member(state, member));
      });
    }
    if constexpr (measure)
      if (ranks.shared()) profile_.add("waiting for other ranks", ranks.waited() - waited);
    ranks.gather(state, recording);
    if constexpr (looks_for_not_finite)
      if (done > 0) agree(true, [&] { return looks_.run_ends(state, done), false; });
    all.end(done, agree);
    if (agree(all.any, [&] { return all.asks_to_stop(); })) all.stop();
  }

  /// What `simulation::advance` does.
  template <class Ranks>
  void advance(state_type& state, recording_type& recording, Ranks& ranks, std::int64_t steps) {
    std::int64_t left = steps;
    team_.run(
        state.threads(), pace_, false,
        [&] {
          const not_counted<Ranks> waiting(pace_, ranks);
          ++state.step;
          ranks.step_done(state, recording, --left == 0, false);
          return left > 0;
        },
        [&](const team_member& member) {
          profile_.template step<false>(state, recording, ranks.member(state, member));
        });
    ranks.gather(state, recording);
    ranks.agree(state, recording, looks_.come(steps), [&] { return looks_.look_at_neurons(state, steps), false; });
  }

  /// Refuses what makes steps or replaces the state, from within a function that a run calls.
  void require_no_run(std::string_view call) const { mark_.require_no_run(call); }
  [[nodiscard]] const std::vector<profile_entry>& profile() const { return profile_.entries(); }
  void clear_profile() { profile_.clear(); }

private:
  /// While it exists, time spent at meetings of ranks does not count as time of the team.
  template <class Ranks>
  class not_counted {
  public:
    not_counted(parallelism_tuner& pace, const Ranks& ranks) : pace_(pace), ranks_(ranks), before_(ranks.waited()) {}
    not_counted(const not_counted&) = delete;
    not_counted& operator=(const not_counted&) = delete;
    ~not_counted() { pace_.leave_out(ranks_.waited() - before_); }

  private:
    parallelism_tuner& pace_;
    const Ranks& ranks_;
    double before_;
  };

  run_mark mark_;
  run_profile<Net> profile_;
  parallelism_tuner pace_;
  standing_team team_;
  regular_looks<Net> looks_;
};

} // namespace cortexpr::detail
