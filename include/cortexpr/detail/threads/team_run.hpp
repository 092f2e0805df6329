// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/threads/parallelism_tuner.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cortexpr/detail/threads/team_gate.hpp>
#include <cortexpr/detail/threads/thread_on.hpp>
#include <cstdint>
#include <exception>
#include <memory>
#include <thread>
#include <utility>

namespace cortexpr::detail {

/// The threads that step a simulation together. They are made when they are first needed, and stay for later runs: a
/// run of a few microseconds could not pay for them. A copy makes its own.
class standing_team {
public:
  standing_team() = default;
  standing_team(const standing_team&) {}
  standing_team(standing_team&&) noexcept = default;
  standing_team& operator=(const standing_team& o) {
    if (this != &o) members_.reset();
    return *this;
  }
  standing_team& operator=(standing_team&&) noexcept = default;
  ~standing_team() = default;

  /// Runs steps until go_on() says false: `step(member)` on `size` threads, or on the calling one alone where `pace`
  /// says so, go_on() in between. If go_on only counts (`looks` is false) the last thread to finish a step calls it,
  /// else the thread that called. An exception in one thread ends all and comes out here. Where the team stands,
  /// nothing is allocated.
  template <class GoOn, class Step>
  void run(unsigned size, parallelism_tuner& pace, bool looks, GoOn&& go_on, Step&& step) {
    if (members_ && members_->running) { // a run within a run
      standing_team().run(size, pace, looks, go_on, step);
      return;
    }
    // Asleep until they are needed: the trials of `pace` come in the middle of a run, which allocates nothing.
    if (size > 1 && (!members_ || members_->size != size)) members_ = std::make_unique<members>(size);
    bool more = true;
    const auto next = [&] {
      more = go_on();
      pace.step_done();
    };
    pace.begin();
    while (more) {
      if (size > 1 && pace.together()) {
        step_together(looks, step, [&] {
          next();
          return more && pace.together();
        });
      } else {
        step(team_member{});
        next();
      }
    }
    pace.pause();
  }

private:
  /// What all threads see; it outlives every run.
  struct members {
    explicit members(unsigned n) : size(n), barrier(n), gate(n), problems(n) {
      for (unsigned index = 1; index < n; ++index) others.push_back(thread_on(*this, index));
    }
    members(const members&) = delete;
    members& operator=(const members&) = delete;
    ~members() {
      gate.close();
      for (auto& thread : others) thread.join();
    }
    /// What thread `index` does all its life.
    void operator()(unsigned index) const { const_cast<members*>(this)->follow(index); }
    void follow(unsigned index) {
      for (std::uint32_t last = 0; gate.enter(last, index); ++last)
        if (!guarded(index, last + 1)) return;
    }
    /// One stretch of steps of one thread; false if it ended with an exception.
    bool guarded(unsigned index, std::uint32_t this_stretch) {
#if defined(__cpp_exceptions)
      try {
        work(*this, index, this_stretch);
        return true;
      } catch (const team_has_failed&) {
        // The thread that failed has the reason.
      } catch (...) {
        problems[index] = std::current_exception();
        barrier.leave();
      }
      return false;
#else
      work(*this, index, this_stretch);
      return true;
#endif
    }

    unsigned size;
    step_barrier barrier;
    team_gate gate;
    std::uint32_t stretch = 0, ended = 0; ///< `ended` is written while all threads are at the barrier
    bool running = false;
    const void* run = nullptr; ///< the present stretch, for `work`
    void (*work)(members&, unsigned index, std::uint32_t stretch) = nullptr;
    sequence<std::exception_ptr> problems;
    sequence<std::thread> others;
  };

  template <class Step, class GoOn>
  struct stretch_of_steps {
    bool looks;
    Step& step;
    GoOn& go_on; ///< whether the stretch goes on

    static void work(members& m, unsigned index, std::uint32_t stretch) {
      const auto& self = *static_cast<const stretch_of_steps*>(m.run);
      const team_member member{index, m.size, &m.barrier};
      const auto next = [&] {
        if (!self.go_on()) m.ended = stretch;
      };
      // After the last barrier the run may be over: from there on only `m` is looked at.
      while (m.ended != stretch) {
        self.step(member);
        if (self.looks) {
          member.wait();
          if (member.leads()) next();
          member.wait();
        } else {
          member.wait(next);
        }
      }
    }
  };
  template <class Step, class GoOn>
  void step_together(bool looks, Step& step, GoOn go_on) {
    using stretch = stretch_of_steps<Step, GoOn>;
    const stretch present{looks, step, go_on};
    members& m = *members_;
    m.run = &present;
    m.work = &stretch::work;
    m.running = true;
    m.gate.open();
    const bool whole = m.guarded(0, ++m.stretch);
    m.running = false;
    if (!whole) fail();
  }
  [[gnu::cold]] void fail() {
    const auto failed = std::move(members_);
    failed->gate.close();
    for (auto& thread : failed->others) thread.join();
    failed->others.clear();
#if defined(__cpp_exceptions)
    for (const auto& problem : failed->problems)
      if (problem) std::rethrow_exception(problem);
#endif
  }

  std::unique_ptr<members> members_;
};

} // namespace cortexpr::detail
