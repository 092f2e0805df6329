// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/sharing/check_shareable.hpp>
#include <cortexpr/detail/sharing/gather_recordings.hpp>
#include <cortexpr/detail/sharing/gather_state.hpp>
#include <cortexpr/detail/sharing/keep_own.hpp>
#include <cortexpr/detail/sharing/spike_exchange.hpp>
#include <cortexpr/detail/text/joined.hpp>
#include <cortexpr/ranks/communicator.hpp>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace cortexpr::detail {

/// What ranks that share a network exchange. Behind a table of functions: programs without ranks contain none of it.
template <class State, class Recording>
class rank_work {
public:
  rank_work() = default;
  rank_work(const rank_work&) = delete;
  rank_work& operator=(const rank_work&) = delete;
  virtual ~rank_work() = default;

  /// Refuses what cannot be shared, and compares what was built with what the others have.
  virtual void built(const State& state, rank_calls& calls) = 0;
  virtual void begin(const State& state, Recording& recording) = 0;
  /// Recordings were emptied, maybe in the middle of a run.
  virtual void cleared(const State& state, Recording& recording) = 0;
  virtual void step_done(State& state, rank_calls& calls, std::string_view call, bool last) = 0;
  virtual void end(const State& state, Recording& recording, rank_calls& calls, std::string_view call) = 0;
  /// What all ranks have of an item, or of all items.
  virtual std::shared_ptr<State> whole(const State& own, std::size_t only, rank_calls& calls,
                                       std::string_view call) = 0;
  /// Takes this rank's synapses of a projection from a state that has all.
  virtual void take_synapses(State& own, State& whole, std::size_t projection) = 0;
};
template <auto const& D, class Real>
class rank_work_of final : public rank_work<network_state<D, Real>, network_recording<D, Real>> {
  using state_type = network_state<D, Real>;
  using recording_type = network_recording<D, Real>;

public:
  void built(const state_type& state, rank_calls& calls) override {
    check_shareable(state);
    compare(state, calls);
  }
  void begin(const state_type& state, recording_type& recording) override {
    exchange_.begin(state);
    recordings_.begin(state, recording);
  }
  void cleared(const state_type& state, recording_type& recording) override { recordings_.begin(state, recording); }
  void step_done(state_type& state, rank_calls& calls, std::string_view call, bool last) override {
    exchange_.step_done(state, calls, call, last);
  }
  void end(const state_type& state, recording_type& recording, rank_calls& calls, std::string_view call) override {
    recordings_.end(state, recording, calls, call);
  }
  std::shared_ptr<state_type> whole(const state_type& own, std::size_t only, rank_calls& calls,
                                    std::string_view call) override {
    return whole_state<D, Real>::gather(own, only, calls, call);
  }
  void take_synapses(state_type& own, state_type& whole, std::size_t projection) override {
    structure<D>::template for_each<item_kind::projection>([&](auto k) {
      if (k != projection) return;
      item_at<k>(own.items) = std::move(item_at<k>(whole.items));
      if constexpr (bundling<D, Real>::members[k])
        own.bundles.of_source[structure<D>::template source_of<k>] =
            whole.bundles.of_source[structure<D>::template source_of<k>];
      keep_own<k>(own);
    });
  }

private:
  template <std::size_t K>
  static void keep_own(state_type& own) {
    if (!item_at<K>(own.items).connections->bundled) return keep_own_synapses<D, K>(own);
    keep_own_bundles(own);
    if constexpr (bundling<D, Real>::any) own.bundles.changed();
  }
  /// What must be alike on all ranks, in words.
  static sequence<std::string> facts_of(const state_type& state) {
    sequence<std::string> facts;
    facts.push_back(joined({"threads{", state.threads(), "}"}));
    facts.push_back(joined({"seed{", state.seed, "}"}));
    facts.push_back(joined({"structure_seed{", state.structure_seed, "}"}));
    facts.push_back(joined({"a time step of ", quantity_text(state.dt, dim::second)}));
    using s = structure<D>;
    s::template for_each<item_kind::population>([&](auto k) {
      facts.push_back(joined({item_at<k>(state.items).size, " neurons in '", s::names[k], "'"}));
    });
    s::template for_each<item_kind::projection>([&](auto k) {
      const synapse_rows& connections = *item_at<k>(state.items).connections;
      facts.push_back(joined({connections.synapses, " synapses with delays of ", connections.min_delay, " to ",
                              connections.max_delay, " steps in '", s::names[k], "'"}));
    });
    return facts;
  }
  static void compare(const state_type& state, rank_calls& calls) {
    sequence<std::uint8_t> mine;
    const sequence<std::string> facts = facts_of(state);
    for (const std::string& fact : facts) put_text(mine, fact);
    calls.meet("simulation", state.step, {mine.data(), mine.size()});
    for (unsigned r = 1; r < state.ranks; ++r) {
      message_reader zero(calls.from(0)), other(calls.from(r));
      while (!zero.done() && !other.done()) {
        const std::string_view here = zero.text(), there = other.text();
        if (here != there)
          raise<rank_failed>({"rank ", r, " has ", there, ", rank 0 ", here,
                              ": all ranks must run the same program with the same values"});
      }
      if (!zero.done() || !other.done())
        raise<rank_failed>({"rank ", r, " has another network than rank 0: all ranks must run the same program"});
    }
  }

  spike_exchange<D, Real> exchange_;
  gathered_recordings<D, Real> recordings_;
};

/// What a simulation does as one of several ranks; nothing where it is alone.
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
        work_(std::make_shared<rank_work_of<D, Real>>()) {}

  /// Refuses what ranks cannot do together.
  void require_alone(std::string_view call) const {
    if (shared_)
      raise({call, ": ranks cannot do that together yet; docs/ranks.md lists what they can. Record what you need, read "
                   "with get, or run the network on one rank, with threads{n}"});
  }
  /// Part of a simulation for such a call.
  template <class T>
  T& alone(T& part, std::string_view call) const {
    require_alone(call);
    return part;
  }

  /// f(state with what all ranks have of item `only`, or of all items), on all of them. `of`: what is read, for
  /// messages.
  template <class F>
  auto read(const state_type& state, std::string_view call, std::string_view of, std::size_t only, const F& f) const {
    if (!shared_) return f(state);
    const std::string name = name_of(call, of);
    return guard(name, state.step, [&] {
      calls_.meet(name, state.step, {});
      const auto whole = work_->whole(state, only, calls_, name);
      return f(std::as_const(*whole));
    });
  }
  /// Lets f change the state of this rank or, if K is a projection, the synapses of all ranks, of which each then takes
  /// its own. All ranks give the same values.
  template <std::size_t K, class F>
  void write(state_type& state, std::string_view call, std::string_view of, const F& f) {
    if (!shared_) return f(state);
    const std::string name = name_of(call, of);
    guard(name, state.step, [&] {
      calls_.meet(name, state.step, {});
      if constexpr (K == not_found) {
        f(state);
      } else {
        const auto whole = work_->whole(state, not_found, calls_, name);
        f(*whole);
        work_->take_synapses(state, *whole, K);
      }
    });
  }
  /// Does something on all ranks; each waits for the last.
  template <class F>
  void together(const state_type& state, std::string_view call, const F& f) const {
    if (!shared_) return f();
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

  /// Runs `build` and compares what was built with what the others have.
  template <class Build>
  void build(const state_type& state, const Build& build) {
    guard("simulation", 0, [&] {
      build();
      if (shared_) work_->built(state, calls_);
    });
  }
  /// Makes steps, in which `step_done` is called after every one; then recordings are whole.
  template <class Run>
  void run(state_type& state, recording_type& recording, std::string_view call, const Run& run) {
    if (!shared_) return run();
    call_ = call;
    guard(call, state.step, [&] {
      calls_.meet(call, state.step, {});
      work_->begin(state, recording);
      run();
      work_->end(state, recording, calls_, call);
    });
  }
  void cleared(const state_type& state, recording_type& recording) {
    if (shared_) work_->cleared(state, recording);
  }
  /// A step has been made, the last one of a run or not. `seen`: the program reads spikes and recordings after it.
  void step_done(state_type& state, recording_type& recording, bool last, bool seen) {
    if (!shared_) return;
    work_->step_done(state, calls_, call_, last || seen);
    if (!seen) return;
    work_->end(state, recording, calls_, call_);
    work_->begin(state, recording);
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
  /// Runs f; if it fails here, the others are told.
  template <class F>
  auto guard([[maybe_unused]] std::string_view call, [[maybe_unused]] std::int64_t step, const F& f) const {
#if defined(__cpp_exceptions)
    if (!shared_ || guarded_) return f();
    guarded_ = true;
    const end_of_call end(guarded_);
    try {
      return f();
    } catch (const rank_failed&) {
      throw; // the others know
    } catch (const std::exception& problem) {
      tell(call, step, problem.what());
      throw;
    } catch (...) {
      tell(call, step, "an exception that is no std::exception");
      throw;
    }
#else
    return f();
#endif
  }
#if defined(__cpp_exceptions)
  [[gnu::cold]] void tell(std::string_view call, std::int64_t step, std::string_view why) const {
    try {
      calls_.tell_failure(call, step, why);
    } catch (const rank_failed&) {
      // Others have left before; the failure of this rank is the one to be seen.
    }
  }
#endif

  bool shared_ = false;
  unsigned rank_ = 0;
  mutable rank_calls calls_;
  mutable bool guarded_ = false;
  std::string_view call_;
  std::shared_ptr<rank_work<state_type, recording_type>> work_; ///< of copies, too: every run begins it anew
};

} // namespace cortexpr::detail
