// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/standard.hpp>
#include <cortexpr/detail/threads/steady_clock.hpp>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <limits>
#include <ostream>
#include <string>

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace cortexpr::progress {

/// Shows how far a run is: share done, biological time, speed against real time, time left. Redrawn in place at most
/// ten times a second; looks at the clock only every so many steps, so that it costs a run next to nothing.
class bar_type {
public:
  /// Shown on the standard error stream, if `visible`.
  explicit bar_type(bool visible) : visible_(visible) {}
  /// Always shown, on this stream.
  explicit bar_type(std::ostream& out) : out_(&out), visible_(true) {}
  bar_type(const bar_type&) = default;
  bar_type& operator=(const bar_type&) = default;
  /// A run that an exception ends leaves its last line complete.
  ~bar_type() {
    if (line_is_open_) *out_ << std::endl;
  }

  /// A run of `steps` steps of `dt` seconds begins.
  void start(std::int64_t steps, double dt) {
    total_ = steps;
    dt_ = dt;
    begin_ = last_look_ = last_drawn_ = clock::now();
    stride_ = 1;
    next_look_ = visible_ ? 1 : std::numeric_limits<std::int64_t>::max();
  }
  /// So many steps are done; to be called after every step.
  void update(std::int64_t done) {
    if (done >= next_look_) look(done);
  }
  /// The run is over after `done` steps, which may be fewer than were asked for.
  void finish(std::int64_t done) {
    if (!visible_) return;
    draw(done, seconds(begin_, clock::now()), true);
    *out_ << std::endl;
    line_is_open_ = false;
  }

private:
  using clock = std::chrono::steady_clock;
  static double seconds(clock::time_point from, clock::time_point to) {
    return std::chrono::duration<double>(to - from).count();
  }

  // Steps between two looks at the clock: doubled while they take less than 20 ms, fewer as soon as steps are slow.
  void look(std::int64_t done) {
    const auto now = clock::now();
    const double since = seconds(last_look_, now);
    if (since < 0.02)
      stride_ = std::min(2 * stride_, std::int64_t{1} << 40);
    else if (since > 0.05)
      stride_ = std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(stride_) * 0.05 / since));
    last_look_ = now;
    next_look_ = done + stride_;
    if (seconds(last_drawn_, now) < 0.1) return;
    last_drawn_ = now;
    draw(done, seconds(begin_, now), false);
  }

  void draw(std::int64_t done, double elapsed, bool over) {
    constexpr int width = 30;
    const double share = total_ > 0 ? static_cast<double>(done) / static_cast<double>(total_) : 1;
    const double biological = static_cast<double>(done) * dt_;
    const auto filled = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * width);
    const double speed = elapsed > 0 ? biological / elapsed : 0;
    char text[160];
    std::snprintf(text, sizeof text, " %.0f %%  %.2f s of %.2f s  %.*fx real time  ", share * 100, biological,
                  static_cast<double>(total_) * dt_,
                  speed < 0.1   ? 4
                  : speed < 100 ? 1
                                : 0,
                  speed);
    std::string line = "[";
    line.append(filled, '#').append(width - filled, '.').append("]").append(text);
    line.append(in_words(over ? elapsed : elapsed * (1 - share) / share)).append(over ? "" : " left");
    const std::size_t length = line.size();
    if (length < last_length_) line.append(last_length_ - length, ' '); // covers what was there before
    last_length_ = length;
    *out_ << '\r' << line << std::flush;
    line_is_open_ = true;
  }

  static std::string in_words(double duration) {
    char text[48];
    if (duration < 9.95)
      std::snprintf(text, sizeof text, "%.1f s", duration);
    else if (duration < 120)
      std::snprintf(text, sizeof text, "%.0f s", duration);
    else if (duration < 7200)
      std::snprintf(text, sizeof text, "%.0f min", duration / 60);
    else
      std::snprintf(text, sizeof text, "%.3g h", duration / 3600);
    return text;
  }

  std::ostream* out_ = &std::cerr;
  bool visible_ = false, line_is_open_ = false;
  std::size_t last_length_ = 0;
  std::int64_t total_ = 0, stride_ = 1, next_look_ = 1;
  double dt_ = 0;
  clock::time_point begin_{}, last_look_{}, last_drawn_{};
};

/// Shows nothing: for programs that choose between `bar()` and `none()`.
struct none_type {
  void start(std::int64_t, double) {}
  void update(std::int64_t) {}
  void finish(std::int64_t) {}
};

/// Argument of `bar`: shown also where the standard error stream is no terminal.
struct force_type {};
inline constexpr force_type force{};

/// A progress bar on the standard error stream; silent when that is no terminal. An option of `run`:
/// `sim.run(2_s, progress::bar())`.
[[nodiscard]] inline bar_type bar() {
#if __has_include(<unistd.h>)
  return bar_type(isatty(STDERR_FILENO) != 0);
#else
  return bar_type(false);
#endif
}
/// A progress bar on the standard error stream, whatever that is.
[[nodiscard]] inline bar_type bar(force_type) { return bar_type(true); }
/// A progress bar on a stream of your choice, always shown.
///
/// Example (examples/reference/progress.cpp):
///
///     sim.run(1_s, progress::bar(screen));
[[nodiscard]] inline bar_type bar(std::ostream& out) { return bar_type(out); }
/// No progress bar.
[[nodiscard]] inline none_type none() { return {}; }

} // namespace cortexpr::progress
