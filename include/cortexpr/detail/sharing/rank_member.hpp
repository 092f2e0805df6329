// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/distributed.hpp>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/ranks/rank_talk.hpp>
#include <cortexpr/detail/ranks/same_on_all.hpp>
#include <cortexpr/detail/sharing/rank_verdict.hpp>
#include <cortexpr/detail/sharing/rank_work.hpp>
#include <cortexpr/detail/text/joined.hpp>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace cortexpr::detail {

/// What a simulation does as one of several ranks; nothing if it is alone.
template <auto const& D, class Real>
class rank_member {
  using state_type = network_state<D, Real>;
  using recording_type = network_recording<D, Real>;

public:
  rank_member() = default;
  explicit rank_member(const distributed& ranks)
      : shared_(ranks.ranks() > 1),
        rank_(ranks.rank()),
        calls_(ranks.among),
        own_{std::make_shared<rank_work_of<D, Real>>()} {}

  /// Refuses what ranks cannot do together.
  void require_alone(std::string_view call) const {
    if (shared_)
      raise({call, ": ranks cannot do that together yet; docs/ranks.md lists what they can. Record what you need, read "
                   "with get, or run the network on one rank, with threads{n}"});
  }
  /// Refuses what a dry run has no results for.
  [[gnu::noinline, gnu::cold]] void require_others(std::string_view call) const {
    if (shared_ && calls_.dry())
      raise(
          {call, ": this is a dry run of one rank, without the others and their results; it tells what a rank costs"});
  }
  /// A column of neurons with the values of all ranks.
  [[nodiscard]] std::span<const Real> view(const state_type& state, std::string_view of,
                                           const shown_column<state_type, Real>& column) const {
    const auto& here = column.values(state);
    if (!shared_ || (here.shared() && column.bounds(state).back() != 1)) return {here.data(), here.size()};
    require_others("view");
    const std::string name = name_of("view", of);
    return guard(name, state.step, [&] { return own_.work->view(state, column, calls_, name); });
  }
  /// Notes spikes from outside. All ranks must send the same; the next run or load compares them.
  template <class Numbers>
  void note_sent(std::uint64_t population, const Numbers& neurons, std::int64_t later) {
    if (!shared_) return;
    const auto add = [&](std::uint64_t x) { sent_ = hash_of(sent_, &x, 1); };
    add(population), add(static_cast<std::uint64_t>(later));
    for (const auto& i : neurons) add(static_cast<std::uint64_t>(i));
  }

  /// Calls f, on all ranks, with a state that has item `only`, or all items, of all ranks. `of`: what is read, for
  /// messages.
  template <class F>
  auto read(const state_type& state, std::string_view call, std::string_view of, std::size_t only, const F& f) const {
    if (!shared_) return f(state);
    require_others(call);
    const std::string name = name_of(call, of);
    return guard(name, state.step, [&] {
      calls_.meet(name, state.step, {});
      const auto whole = own_.work->whole(state, only, calls_, name);
      return f(std::as_const(*whole));
    });
  }
  /// Lets f change the state of this rank or, if K is a projection, the synapses of all ranks, of which each then takes
  /// its own. All ranks give the same values.
  template <std::size_t K, class F>
  void write(state_type& state, std::string_view call, std::string_view of, const F& f) {
    if (!shared_) return f(state);
    if constexpr (K != not_found) require_others(call);
    const std::string name = name_of(call, of);
    guard(name, state.step, [&] {
      calls_.meet(name, state.step, {});
      if constexpr (K == not_found) {
        f(state);
      } else {
        const auto whole = own_.work->whole(state, not_found, calls_, name);
        f(*whole);
        own_.work->take_synapses(state, *whole, K);
      }
    });
  }
  /// Does something on all ranks; each waits for the last.
  template <class F>
  void together(const state_type& state, std::string_view call, const F& f) const {
    if (!shared_) return f();
    require_others(call);
    guard(call, state.step, [&] {
      f();
      calls_.meet(call, state.step, {});
    });
  }
  /// Does something on the first rank.
  template <class F>
  void first_does(const state_type& state, std::string_view call, const F& f) const {
    together(state, call, [&] {
      if (rank_ == 0) f();
    });
  }
  /// The same with the state of all ranks.
  template <class F>
  void first_saves(const state_type& state, const F& f) const {
    together(state, "save_state", [&] {
      read(state, "save_state", "", not_found, [&](const state_type& all) {
        if (rank_ == 0) f(all);
      });
    });
  }

  /// Calls `take` with what `read()` has read from a file, if all ranks have read the same.
  template <class Read, class Take>
  void load(state_type& state, const Read& read, const Take& take) {
    require_no_run("load_state");
    require_others("load_state");
    guard("load_state", state.step, [&] {
      auto loaded = read();
      if (shared_)
        same_on_all(state, calls_, "load_state", " of a file with checksum ",
                    static_cast<std::uint64_t>(loaded.checksum), "", sent_);
      take(std::move(loaded));
    });
  }

  /// Runs `build` and compares the network with those of the other ranks.
  template <class Build>
  void build(const state_type& state, const Build& build) {
    require_no_run("reset");
    guard("simulation", 0, [&] {
      build();
      if (!shared_) return;
      own_.work->built(state, calls_);
      calls_.look_at_processors(state.threads());
    });
  }
  /// Makes the steps of a run, which calls `step_done` after every one.
  template <class Run>
  void run(state_type& state, recording_type& recording, std::string_view call, std::int64_t steps, const Run& run) {
    if (!shared_) return run();
    call_ = call;
    guard(call, state.step, [&] {
      talk_ = own_.work->begin(state, recording, calls_, call, steps, sent_);
      run();
    });
  }
  /// A thread of this rank's team, with the means to talk to other ranks.
  [[nodiscard]] team_member member(const state_type& state, const team_member& of_team) const {
    team_member one = state.of_this_rank(of_team);
    if (shared_) one.talk = &talk_;
    return one;
  }
  void cleared(const state_type& state, recording_type& recording) {
    if (shared_) own_.work->cleared(state, recording);
  }
  /// A step has been made, the last one of a run or not. `seen`: the program reads spikes and recordings after it.
  /// Returns the wishes of any rank that are to be fulfilled now; the same on all ranks.
  rank_wishes step_done(state_type& state, recording_type& recording, bool last, bool seen, rank_wishes own = {}) {
    return shared_ ? own_.work->step_done(state, recording, calls_, call_, last, seen, own) : own;
  }
  [[nodiscard]] bool shared() const { return shared_; }
  /// Seconds that this rank has waited for others.
  [[nodiscard]] double waited() const { return calls_.waited(); }
  /// Makes the recordings of a run complete.
  void gather(const state_type& state, recording_type& recording) {
    if (shared_) own_.work->end(state, recording, calls_, call_);
  }
  /// Asks an option of a run, between two steps: `ask()` says whether the run stops. If it `meets`, ranks stop, fail or
  /// go on together, after the same step and with whole recordings.
  template <class Ask>
  bool agree(state_type& state, recording_type& recording, bool meets, const Ask& ask) {
    if (!shared_ || !meets) return ask();
    return own_.work->agree(state, recording, calls_, call_, own_.known,
                            {&ask, [](const void* f) { return (*static_cast<const Ask*>(f))(); }});
  }
  /// The sum of the counts of all ranks.
  [[nodiscard]] std::uint64_t sum(const state_type& state, std::string_view call, std::uint64_t own) const {
    if (!shared_) return own;
    sequence<std::uint8_t> mine;
    put_number(mine, own);
    calls_.meet(call, state.step, {mine.data(), mine.size()});
    std::uint64_t all = 0;
    for (unsigned r = 0; r < state.ranks; ++r) all += message_reader(calls_.from(r)).number();
    return all;
  }

private:
  /// A call within a call leaves failures to the outer one.
  struct end_of_call {
    bool& guarded;
    explicit end_of_call(bool& place) : guarded(place) {}
    end_of_call(const end_of_call&) = delete;
    end_of_call& operator=(const end_of_call&) = delete;
    ~end_of_call() { guarded = false; }
  };
  /// "get<"S.w">".
  static std::string name_of(std::string_view call, std::string_view of) {
    return of.empty() ? std::string(call) : joined({call, "<\"", of, "\">"});
  }
  /// Refuses what takes the state away from under a run, from within a function that the run calls.
  void require_no_run(std::string_view call) const {
    if (shared_ && own_.guarded)
      raise({call, ": a function that a run calls cannot do that where ranks share the network; end the run first, by "
                   "stop_when"});
  }
  /// Runs f; if it fails here, the others are told.
  template <class F>
  auto guard([[maybe_unused]] std::string_view call, [[maybe_unused]] const std::int64_t& step, const F& f) const {
#if defined(__cpp_exceptions)
    if (!shared_ || own_.guarded) return f();
    own_.guarded = true;
    const end_of_call end(own_.guarded);
    try {
      return f();
    } catch (const rank_failed&) {
      own_.known = false;
      throw; // the others know
    } catch (const std::exception& problem) {
      if (!std::exchange(own_.known, false)) tell_failure(calls_, call, step, problem.what());
      throw;
    } catch (...) {
      if (!std::exchange(own_.known, false)) tell_failure(calls_, call, step, no_words);
      throw;
    }
#else
    return f();
#endif
  }
  /// What a copy of a simulation has for itself.
  struct own_of_copy {
    std::shared_ptr<rank_work<state_type, recording_type>> work;
    mutable bool guarded = false, known = false; ///< known: the others know of the present exception

    own_of_copy() = default;
    explicit own_of_copy(std::shared_ptr<rank_work<state_type, recording_type>> made) : work(std::move(made)) {}
    own_of_copy(const own_of_copy& o) : work(o.work ? o.work->fresh() : nullptr) {}
    own_of_copy(own_of_copy&&) noexcept = default;
    own_of_copy& operator=(const own_of_copy& o) { return *this = own_of_copy(o); }
    own_of_copy& operator=(own_of_copy&&) noexcept = default;
    ~own_of_copy() = default;
  };

  bool shared_ = false;
  unsigned rank_ = 0;
  mutable rank_calls calls_;
  rank_talk talk_;
  std::uint64_t sent_ = hash_of_nothing; ///< a hash of all spikes that the program has sent
  std::string_view call_;
  own_of_copy own_;
};

} // namespace cortexpr::detail
