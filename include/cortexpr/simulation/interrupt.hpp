// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <atomic>
#include <cortexpr/detail/standard.hpp>
#include <csignal>
#include <cstdint>
#include <mutex>

namespace cortexpr {

namespace detail {

inline std::atomic<std::uint32_t> interrupts{0};
static_assert(std::atomic<std::uint32_t>::is_always_lock_free, "cortexpr: a signal handler may not lock");

/// A signal that is counted as an interrupt.
struct watched_signal {
  int number;
  bool any_handler; ///< whether to replace a handler of the program, too
  struct sigaction former {};
  bool taken = false;

  void watch() {
    ::sigaction(number, nullptr, &former);
    taken = any_handler || ((former.sa_flags & SA_SIGINFO) == 0 && former.sa_handler == SIG_DFL);
    if (!taken) return;
    struct sigaction action {};
    action.sa_handler = [](int) { interrupts.fetch_add(1, std::memory_order_relaxed); };
    // The default action returns, so that a second signal ends the program: a step may take long.
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    ::sigaction(number, &action, nullptr);
  }
  void leave() const {
    if (taken) ::sigaction(number, &former, nullptr);
  }
};

/// Counts interrupts while it exists; former handlers are restored afterwards.
class interrupt_watch {
public:
  interrupt_watch() = default;
  // A copy watches nothing yet.
  interrupt_watch(const interrupt_watch&) {}
  interrupt_watch& operator=(const interrupt_watch&) = delete;
  ~interrupt_watch() { end(); }

  void begin() {
    if (watching_) return;
    const std::lock_guard lock(mutex);
    if (watchers++ == 0)
      for (watched_signal& signal : signals) signal.watch();
    at_begin_ = interrupts.load(std::memory_order_relaxed);
    watching_ = true;
  }
  void end() {
    if (!watching_) return;
    const std::lock_guard lock(mutex);
    if (--watchers == 0)
      for (watched_signal& signal : signals) signal.leave();
    watching_ = false;
  }
  [[nodiscard]] bool interrupted() const { return interrupts.load(std::memory_order_relaxed) != at_begin_; }

private:
  static inline std::mutex mutex;
  static inline unsigned watchers = 0;
  static inline std::array<watched_signal, 3> signals{{{SIGINT, true}, {SIGTERM, false}, {SIGUSR1, false}}};

  bool watching_ = false;
  std::uint32_t at_begin_ = 0;
};

} // namespace detail

/// Option of `run`: an interrupt (SIGINT, Ctrl-C) stops the run at the end of the present step; state and results are
/// those of a shorter run. So do SIGTERM and SIGUSR1, which batch systems send before a job ends, unless the program
/// handles or ignores them. A second signal of the same kind ends the program. After the run, signals do what they did
/// before it. Ranks that share a network stop together, after the same step, whichever of them is interrupted. Without
/// this option the library touches no signals.
///
/// Example (examples/reference/interrupt.cpp):
///
///     bool interrupted = false;
///
///     sim.run(1000_s, until_interrupted(interrupted), ctrl_c);
class until_interrupted {
public:
  static constexpr bool works_on_ranks = true;

  until_interrupted() = default;
  /// `interrupted` says afterwards whether that happened.
  explicit until_interrupted(bool& interrupted) : told_(&interrupted) {}

  void begin(auto&, auto&, std::int64_t) {
    watch_.begin();
    stopped_ = false;
    if (told_ != nullptr) *told_ = false;
  }
  bool after_step(auto& sim, auto&) {
    // An interrupt in this step. Ranks have to agree first, and are then told by `stop`.
    if (sim.state().ranks == 1 && watch_.interrupted()) stop();
    return stopped_;
  }
  void end(auto&, auto&) { watch_.end(); }

  [[nodiscard]] static bool acts(std::int64_t) { return false; }
  [[nodiscard]] bool asks_to_stop() const { return watch_.interrupted(); }
  void stop() {
    stopped_ = true;
    if (told_ != nullptr) *told_ = true;
  }

private:
  bool* told_ = nullptr;
  bool stopped_ = false;
  detail::interrupt_watch watch_;
};

} // namespace cortexpr
