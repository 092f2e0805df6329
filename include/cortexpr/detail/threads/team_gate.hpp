// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <atomic>
#include <cortexpr/detail/threads/steady_clock.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cortexpr/detail/threads/thread_affinity.hpp>
#include <cstdint>
#include <thread>

namespace cortexpr::detail {

/// Where the threads of a team wait while their leader makes steps alone, or between runs: for a short while awake,
/// because the next call may come at once, and then asleep.
class team_gate {
public:
  /// Where there are fewer processors than threads, they sleep at once.
  explicit team_gate(unsigned members) : stays_awake_(members <= std::thread::hardware_concurrency()) {}

  /// Lets all in for a stretch of steps together. They leave the caller's processor to it: a thread that wakes up may
  /// find itself there.
  void open() {
    home_.store(processor_of_this_thread(), std::memory_order_relaxed);
    stretch_.fetch_add(1, std::memory_order_release);
    stretch_.notify_all();
  }
  /// Ends the work of all threads.
  void close() {
    closed_.store(true, std::memory_order_relaxed);
    open();
  }
  /// Member `index` waits for the stretch after `last`; false if there will be none.
  [[nodiscard]] bool enter(std::uint32_t last, unsigned index) const {
    bool slept = last == 0; // a new thread begins where its maker runs
    if (!stays_awake_ || !opens_soon(last))
      for (; stretch_.load(std::memory_order_acquire) == last; slept = true) stretch_.wait(last);
    if (closed_.load(std::memory_order_relaxed)) return false;
    if (slept) move_away_from(home_.load(std::memory_order_relaxed), index);
    return true;
  }

private:
  [[nodiscard]] bool opens_soon(std::uint32_t last) const {
    using clock = std::chrono::steady_clock;
    constexpr std::chrono::microseconds awake{50};
    const auto begin = clock::now();
    do {
      for (unsigned spins = 0; spins < 64; ++spins) {
        if (stretch_.load(std::memory_order_acquire) != last) return true;
        pause_briefly();
      }
    } while (clock::now() - begin < awake);
    return false;
  }

  bool stays_awake_;
  std::atomic<std::uint32_t> stretch_{0};
  std::atomic<bool> closed_{false};
  std::atomic<int> home_{-1};
};

} // namespace cortexpr::detail
