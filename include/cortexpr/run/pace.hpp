// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace cortexpr::detail {

/// Decides step by step whether a team or its first thread alone makes the next ones. Waiting for each other can cost
/// more than a step, if the network is small or other programs use the processors; then one thread is faster. Both ways
/// are timed in turn, the faster one is kept for a while, and then it is asked again. Results do not depend on it.
/// `Clock`: std::chrono::steady_clock, or what a test gives.
template <class Clock = std::chrono::steady_clock>
class pace {
public:
  /// How the next step is to be made.
  [[nodiscard]] bool together() const { return together_; }

  /// To be called after every step.
  void made_step() {
    if (++made_ < due_) return;
    const auto now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    if (phase_ == phase::kept && seconds < keep_) {
      due_ += look_every_; // by the clock: steps may take longer than they did
    } else if (phase_ == phase::warm_up || phase_ == phase::kept) {
      enter(phase::team, now);
    } else if (seconds < shortest_trial) {
      due_ *= 2; // too short to be timed
    } else if (phase_ == phase::team) {
      team_ = seconds / static_cast<double>(made_);
      enter(phase::alone, now);
    } else {
      alone_ = seconds / static_cast<double>(made_);
      keep(now);
    }
  }

private:
  enum class phase : std::uint8_t { warm_up, team, alone, kept };
  static constexpr double shortest_trial = 1e-3; ///< s
  static constexpr double first_keep = 0.1;      ///< s
  static constexpr double longest_keep = 3.2;    ///< s
  static constexpr std::int64_t first_steps = 16;

  void enter(phase next, typename Clock::time_point now) {
    phase_ = next;
    together_ = next != phase::alone;
    made_ = 0;
    due_ = first_steps;
    begin_ = now;
  }
  void keep(typename Clock::time_point now) {
    enter(phase::kept, now);
    const bool won = team_ <= alone_;
    // The same answer again: it is asked for less often.
    keep_ = won == together_won_ ? std::min(2 * keep_, longest_keep) : first_keep;
    together_ = together_won_ = won;
    due_ = look_every_ = std::max(first_steps, static_cast<std::int64_t>(first_keep / std::min(team_, alone_)));
  }

  phase phase_ = phase::warm_up;
  bool together_ = true, together_won_ = true;
  std::int64_t made_ = 0, due_ = first_steps, look_every_ = first_steps;
  typename Clock::time_point begin_ = Clock::now();
  double team_ = 0, alone_ = 0; ///< seconds per step
  double keep_ = first_keep;
};

} // namespace cortexpr::detail
