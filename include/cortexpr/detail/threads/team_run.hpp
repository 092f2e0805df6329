// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <atomic>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/threads/parallelism_tuner.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cortexpr/detail/threads/thread_affinity.hpp>
#include <cortexpr/detail/threads/thread_on.hpp>
#include <cstdint>
#include <exception>
#include <thread>

namespace cortexpr::detail {

/// Where the threads of a team sleep while their leader makes steps alone.
class team_gate {
public:
  /// Lets all in for a stretch of steps together: the next one, from 1 on. They leave the caller's processor to it: who
  /// wakes up may find itself there.
  void open() {
    home_.store(processor_of_this_thread(), std::memory_order_relaxed);
    stretch_.fetch_add(1, std::memory_order_release);
    stretch_.notify_all();
  }
  /// Ends the work of all threads.
  void close() {
    stretch_.store(closed, std::memory_order_release);
    stretch_.notify_all();
  }
  /// Member `index` waits for a stretch; false if there will be none.
  [[nodiscard]] bool enter(std::uint32_t stretch, unsigned index) const {
    std::uint32_t now = stretch_.load(std::memory_order_acquire);
    for (; now < stretch; now = stretch_.load(std::memory_order_acquire)) stretch_.wait(now);
    if (now == closed) return false;
    move_away_from(home_.load(std::memory_order_relaxed), index);
    return true;
  }

private:
  static constexpr std::uint32_t closed = ~std::uint32_t{0};
  std::atomic<std::uint32_t> stretch_{0};
  std::atomic<int> home_{-1};
};

/// Runs steps on a team of threads until go_on() says false: `step(member)` on every thread, or on the calling one
/// alone where `pace` says so, go_on() in between. If go_on only counts (`looks` is false) the last thread to finish a
/// step calls it, else the thread that called. An exception in one thread ends all and comes out here.
template <class GoOn, class Step>
void run_team(unsigned size, parallelism_tuner& pace, bool looks, GoOn&& go_on, Step&& step) {
  step_barrier barrier(size);
  team_gate gate;
  bool more = true;
  std::uint32_t ended = 0; // stretches; written while all members of the team are at the barrier
  const auto next = [&] {
    more = go_on();
    pace.step_done();
  };
  const auto work_together = [&](const team_member& member, std::uint32_t stretch) {
    const auto next_together = [&] {
      next();
      if (!more || !pace.together()) ended = stretch;
    };
    while (ended < stretch) {
      step(member);
      if (looks) {
        member.wait();
        if (member.leads()) next_together();
        member.wait();
      } else {
        member.wait(next_together);
      }
    }
  };
  const auto follow = [&](unsigned index) {
    for (std::uint32_t stretch = 1; gate.enter(stretch, index); ++stretch)
      work_together({index, size, &barrier}, stretch);
  };
  sequence<std::thread> others;
#if defined(__cpp_exceptions)
  sequence<std::exception_ptr> problems(size);
  const auto guarded = [&](unsigned index, const auto& work) {
    try {
      work(index);
    } catch (const team_has_failed&) {
      // The thread that failed has the reason.
    } catch (...) {
      problems[index] = std::current_exception();
      barrier.leave();
    }
  };
#else
  const auto guarded = [](unsigned index, const auto& work) { work(index); };
#endif
  const auto guarded_follow = [&](unsigned index) { guarded(index, follow); };
  guarded(0, [&](unsigned) {
    pace.begin();
    while (more) {
      if (pace.together()) {
        for (auto index = static_cast<unsigned>(others.size() + 1); index < size; ++index)
          others.push_back(thread_on(guarded_follow, index));
        gate.open();
        work_together({0, size, &barrier}, ended + 1);
      } else {
        step(team_member{});
        next();
      }
    }
  });
  gate.close();
  for (auto& thread : others) thread.join();
#if defined(__cpp_exceptions)
  for (const auto& problem : problems)
    if (problem) std::rethrow_exception(problem);
#endif
}

} // namespace cortexpr::detail
