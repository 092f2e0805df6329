// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/run/spread.hpp>
#include <cortexpr/run/team.hpp>
#include <exception>
#include <thread>
#include <vector>

namespace cortexpr::detail {

/// Runs steps on a team of threads until go_on() says false: `step(member)` on every thread, go_on() in between. If
/// go_on only counts (`looks` is false) the last thread to finish a step calls it, else the thread that called. An
/// exception in one thread ends all and comes out here.
template <class GoOn, class Step>
void run_team(unsigned size, bool looks, GoOn&& go_on, Step&& step) {
  if (size == 1) {
    const team_member alone{};
    do {
      step(alone);
    } while (go_on());
    return;
  }
  step_barrier barrier(size);
  bool more = true;
  const int home = processor_of_this_thread();
  const auto work = [&](unsigned index) {
    if (index != 0) move_away_from(home, index);
    const team_member member{index, size, &barrier};
    for (bool on = true; on; on = more) {
      step(member);
      if (looks) {
        member.wait();
        if (member.leads()) more = go_on();
        member.wait();
      } else {
        member.wait([&] { more = go_on(); });
      }
    }
  };
  std::vector<std::thread> others;
#if defined(__cpp_exceptions)
  std::vector<std::exception_ptr> problems(size);
  const auto guarded = [&](unsigned index) {
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
  const auto& guarded = work;
#endif
  for (unsigned index = 1; index < size; ++index) others.emplace_back(guarded, index);
  guarded(0);
  for (auto& thread : others) thread.join();
#if defined(__cpp_exceptions)
  for (const auto& problem : problems)
    if (problem) std::rethrow_exception(problem);
#endif
}

} // namespace cortexpr::detail
