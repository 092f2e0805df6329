// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/structure/entry_words.hpp>
#include <cortexpr/detail/threads/steady_clock.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cstddef>
#include <string>
#include <vector>

namespace cortexpr {

/// Option of `run`: measures the time spent in every entry of the schedule; see `simulation::profile`.
struct profiled {};

/// Time spent in one entry of the schedule.
struct profile_entry {
  std::string what;
  double seconds = 0;
};

namespace detail {

/// Makes steps and measures, where a run asks for it, where their time goes.
template <class Net>
class run_profile {
public:
  void start() {
    if (!entries_.empty()) return;
    for (const auto& entry : Net::structure::schedule) entries_.push_back({text_of<Net::description_value>(entry), 0});
  }
  /// One thread's part of a step; the first thread measures the time of its entries if asked for.
  template <bool Measure>
  void step(typename Net::state& state, typename Net::recording& recording, const team_member& member) {
    using clock = std::chrono::steady_clock;
    Net::advance(state, recording, member, [&](std::size_t entry, auto&& work) {
      if (!Measure || !member.leads()) {
        work();
        return;
      }
      const auto begin = clock::now();
      work();
      entries_[entry].seconds += std::chrono::duration<double>(clock::now() - begin).count();
    });
  }
  /// Time spent on something that is in no schedule.
  void add(const char* what, double seconds) {
    for (profile_entry& entry : entries_)
      if (entry.what == what) {
        entry.seconds += seconds;
        return;
      }
    entries_.push_back({what, seconds});
  }
  void clear() { entries_.clear(); }
  [[nodiscard]] const std::vector<profile_entry>& entries() const { return entries_; }

private:
  std::vector<profile_entry> entries_;
};

} // namespace detail

} // namespace cortexpr
