// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <ostream>
#include <string>

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace cortexpr::progress {

/// Shows how far a run is: share done, biological time, speed against real time, time left. Redrawn in place at most
/// ten times a second; looks at the clock only every so many steps, so that it costs a run nothing.
class bar_type {
public:
  bar_type() = default;
  /// Always shown, on this stream.
  explicit bar_type(std::ostream& out) : out_(&out), visible_(true) {}

  /// A run of `steps` steps of `dt` seconds begins.
  void start(std::int64_t steps, double dt) {
    total_ = steps;
    dt_ = dt;
    begin_ = last_drawn_ = clock::now();
    next_look_ = 1;
  }
  /// So many steps are done.
  void update(std::int64_t done) {
    if (!visible_ || done < next_look_) return;
    const auto now = clock::now();
    const double elapsed = seconds(begin_, now);
    // The next look at the clock comes after about a twentieth of a second.
    const double steps_per_look = elapsed > 0 ? 0.05 * static_cast<double>(done) / elapsed : 1;
    next_look_ = done + std::max<std::int64_t>(1, static_cast<std::int64_t>(std::min(steps_per_look, 1e9)));
    if (seconds(last_drawn_, now) < 0.1) return;
    last_drawn_ = now;
    draw(done, elapsed);
  }
  /// The run is over after `done` steps, which may be fewer than were asked for.
  void finish(std::int64_t done) {
    if (!visible_) return;
    draw(done, seconds(begin_, clock::now()));
    *out_ << std::endl;
  }

private:
  using clock = std::chrono::steady_clock;
  static double seconds(clock::time_point from, clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
  }
  static bool terminal() {
#if __has_include(<unistd.h>)
    return isatty(2) != 0;
#else
    return false;
#endif
  }

  void draw(std::int64_t done, double elapsed) {
    constexpr int width = 30;
    const double share = total_ > 0 ? static_cast<double>(done) / static_cast<double>(total_) : 1;
    const double biological = static_cast<double>(done) * dt_;
    const auto filled = static_cast<std::size_t>(share * width);
    const double left = share > 0 ? elapsed * (1 - share) / share : 0;
    char text[96];
    std::snprintf(text, sizeof text, " %3.0f %%  %.2f s of %.2f s  %.1fx real time  %.0f s left  ", share * 100,
                  biological, static_cast<double>(total_) * dt_, elapsed > 0 ? biological / elapsed : 0, left);
    *out_ << "\r[" << std::string(filled, '#') << std::string(width - filled, '.') << ']' << text << std::flush;
  }

  std::ostream* out_ = &std::cerr;
  bool visible_ = terminal();
  std::int64_t total_ = 0, next_look_ = 1;
  double dt_ = 0;
  clock::time_point begin_{}, last_drawn_{};
};

/// A progress bar on the standard error stream; silent when that is no terminal.
[[nodiscard]] inline bar_type bar() { return {}; }
/// A progress bar on a stream of your choice.
[[nodiscard]] inline bar_type bar(std::ostream& out) { return bar_type(out); }

} // namespace cortexpr::progress
