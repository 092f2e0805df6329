// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/threads/steady_clock.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cstdint>

namespace cortexpr::detail {

/// Measures whether steps are faster by the whole team or by one thread alone, and says who makes the next ones. A
/// team loses where a step takes microseconds and where other programs use its processors. One thread begins. Where its
/// steps are shorter than a team's meetings, the team is not tried, and its threads stay asleep. Otherwise both are
/// tried in turn for a short while, then the faster one goes on; the longer it keeps winning, the later is the next
/// trial.
template <class Clock>
class basic_parallelism_tuner {
public:
  explicit basic_parallelism_tuner(threads team = {1})
      : together_(team.n > 1 && team.always), fixed_(team.n == 1 || team.always) {}

  /// Whether the team makes the next step.
  [[nodiscard]] bool together() const { return together_; }

  /// Steps begin, or go on after a pause: the time in between does not count.
  void begin() {
    if (fixed_) return;
    const auto now = Clock::now();
    since_ = now - before_;
    looked_ = now - before_look_;
  }
  /// Steps are over for now. Runs may be as short as a step; a trial lasts for as many of them as it takes.
  void pause() {
    if (fixed_) return;
    const auto now = Clock::now();
    before_ = now - since_;
    before_look_ = now - looked_;
  }
  /// Does not count the seconds of the present step that were spent waiting for other ranks.
  void leave_out(double waited) {
    if (fixed_ || waited <= 0) return;
    const auto time = std::chrono::duration_cast<typename Clock::duration>(seconds(waited));
    since_ += time;
    looked_ += time;
  }
  /// A step has been made.
  void step_done() {
    if (fixed_ || ++steps_ < look_at_) return;
    const auto now = Clock::now();
    longest_ = std::max<seconds>(longest_, now - looked_);
    looked_ = now;
    if (now - since_ < (trial_ < trials ? short_while : patience_)) {
      look_at_ += glance;
      return;
    }
    if (trial_ == trials) // the winner's time is over
      look_again(now - since_);
    else if (!warm_)
      warm_ = true; // what others had in their caches has come
    else
      trial_done(now - since_);
    begin(now);
  }

private:
  using seconds = std::chrono::duration<double>;
  static constexpr std::uint64_t glance = 8; ///< steps between two looks at the clock
  static constexpr int trials = 8;           ///< four of each in turn, because networks are now busy, now quiet
  static constexpr seconds short_while{300e-6}, patience_at_first{0.1}, patience_at_last{1};
  static constexpr seconds too_short{5e-6};   ///< steps of one thread that a team hardly makes faster: its threads meet
                                              ///< several times per step
  static constexpr double trial_share = 0.02; ///< of the time: trials take no more

  void begin(typename Clock::time_point now) {
    since_ = now;
    steps_ = 0;
    look_at_ = glance;
    longest_ = {};
  }
  /// Whether the steps that took `elapsed` are those of one thread, and too short for a team. The longest glance is
  /// left out: another program may have had the processor.
  [[nodiscard]] bool hopeless(seconds elapsed) const {
    return !together_ && steps_ > glance && elapsed - longest_ < too_short * static_cast<double>(steps_ - glance);
  }
  void look_again(seconds elapsed) {
    if (hopeless(elapsed))
      patience_ = std::min(2 * patience_, patience_at_last);
    else
      trial_ = 0;
  }
  void trial_done(seconds elapsed) {
    if (trial_ == 0 && hopeless(elapsed)) {
      winner_ = warm_ = false;
      trial_ = trials;
      patience_ = patience_at_first;
      return;
    }
    const seconds cost = elapsed / static_cast<double>(steps_);
    // The longest of each is left out: another program may have had the processor.
    auto& [sum, longest] = costs_[together_ ? 1 : 0];
    sum += cost;
    longest = std::max(longest, cost);
    trial_time_ += 2 * elapsed;
    warm_ = false;
    together_ = !together_;
    if (++trial_ < trials) return;
    together_ = costs_[1].without_longest() < costs_[0].without_longest();
    patience_ = together_ == winner_ ? std::min(2 * patience_, patience_at_last) : patience_at_first;
    patience_ = std::max(patience_, trial_time_ / trial_share);
    winner_ = together_;
    costs_ = {};
    trial_time_ = {};
  }

  struct cost_of_step {
    seconds sum{}, longest{};
    [[nodiscard]] seconds without_longest() const { return sum - longest; }
  };

  bool together_, fixed_;
  bool winner_ = true; ///< of the latest trials: the team
  int trial_ = 0;
  bool warm_ = false;                   ///< the first part of a trial is not measured
  std::array<cost_of_step, 2> costs_{}; ///< in these trials: of one thread, of the team
  seconds trial_time_{}, patience_ = patience_at_first;
  typename Clock::time_point since_{}, looked_{};
  typename Clock::duration before_{}, before_look_{}; ///< the pause: how long ago these two were when it began
  seconds longest_{};                                 ///< between two looks in this part of a trial
  std::uint64_t steps_ = 0, look_at_ = glance;
};
using parallelism_tuner = basic_parallelism_tuner<std::chrono::steady_clock>;

} // namespace cortexpr::detail
