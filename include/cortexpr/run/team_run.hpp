// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/run/pace.hpp>
#include <cortexpr/run/team.hpp>
#include <exception>
#include <thread>
#include <vector>

namespace cortexpr::detail {

/// Runs steps on a team of threads until go_on() says false: `step(member)` on every thread, go_on() in between. If
/// go_on only counts (`looks` is false) the last thread to finish a step calls it, else the thread that called. Where
/// one thread is faster (see `pace`), it makes the steps while the others sleep. An exception in one thread ends all
/// and comes out here.
template <class GoOn, class Step>
void run_team(unsigned size, [[maybe_unused]] bool looks, GoOn&& go_on, Step&& step) {
  const team_member alone{};
  if (size == 1) {
    do {
      step(alone);
    } while (go_on());
    return;
  }
  step_barrier barrier(size);
  pace<> speed;
  bool more = true, together = true;
  const auto made_step = [&] {
    more = go_on();
    speed.made_step();
    together = speed.together();
  };
  const auto work = [&](unsigned index) {
    const team_member member{index, size, &barrier};
    for (bool on = true; on; on = more) {
      if (!together) {
        member.wait(); // until all have seen it
        if (member.leads()) do {
            step(alone);
            made_step();
          } while (more && !together);
        member.wait();
      } else if (step(member); looks) {
        member.wait();
        if (member.leads()) made_step();
        member.wait();
      } else {
        member.wait(made_step);
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
