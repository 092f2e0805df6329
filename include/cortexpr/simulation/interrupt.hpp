// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <atomic>
#include <cortexpr/detail/standard.hpp>
#include <csignal>
#include <cstdint>
#include <mutex>

namespace cortexpr {

namespace detail {

/// Counts interrupts while it exists; the former handler is restored afterwards.
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
    if (watchers++ == 0) {
      struct sigaction action {};
      action.sa_handler = [](int) { interrupts.fetch_add(1, std::memory_order_relaxed); };
      // A second interrupt ends the program as it does by default: a step may take long.
      action.sa_flags = static_cast<int>(SA_RESETHAND);
      sigemptyset(&action.sa_mask);
      ::sigaction(SIGINT, &action, &former);
    }
    at_begin_ = interrupts.load(std::memory_order_relaxed);
    watching_ = true;
  }
  void end() {
    if (!watching_) return;
    const std::lock_guard lock(mutex);
    if (--watchers == 0) ::sigaction(SIGINT, &former, nullptr);
    watching_ = false;
  }
  [[nodiscard]] bool interrupted() const { return interrupts.load(std::memory_order_relaxed) != at_begin_; }

private:
  static_assert(std::atomic<std::uint32_t>::is_always_lock_free, "cortexpr: a signal handler may not lock");
  static inline std::atomic<std::uint32_t> interrupts{0};
  static inline std::mutex mutex;
  static inline unsigned watchers = 0;
  static inline struct sigaction former {};

  bool watching_ = false;
  std::uint32_t at_begin_ = 0;
};

} // namespace detail

/// Option of `run`: an interrupt (SIGINT, Ctrl-C) stops the run at the end of the present step; state and results are
/// those of a shorter run. A second one ends the program. What the program did about interrupts before, it does again
/// after the run. Without this option the library touches no signals.
///
/// Example (examples/reference/interrupt.cpp):
///
///     bool interrupted = false;
///
///     sim.run(1000_s, until_interrupted(interrupted), ctrl_c);
class until_interrupted {
public:
  until_interrupted() = default;
  /// `interrupted` says afterwards whether that happened.
  explicit until_interrupted(bool& interrupted) : told_(&interrupted) {}

  void begin(auto&, auto&, std::int64_t) {
    watch_.begin();
    if (told_ != nullptr) *told_ = false;
  }
  bool after_step(auto&, auto&) { return watch_.interrupted(); }
  void end(auto&, auto&) {
    if (told_ != nullptr) *told_ = watch_.interrupted();
    watch_.end();
  }

private:
  bool* told_ = nullptr;
  detail::interrupt_watch watch_;
};

} // namespace cortexpr
