// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/model/columns.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace cortexpr::detail {

/// How to find a column of neurons, with a value for each, in any state of a network.
template <class State, class Real>
struct shown_column {
  const column<Real>& (*values)(const State&) = nullptr;
  const sequence<std::uint32_t>& (*bounds)(const State&) = nullptr; ///< of the parts of the population

  [[nodiscard]] bool operator==(const shown_column&) const = default;
};

/// Copies of such columns with the neurons of all ranks, for programs that read them between runs. A copy keeps its
/// address and is updated whenever a run ends.
template <class State, class Real>
class shown_columns {
public:
  using shown = shown_column<State, Real>;

  /// The copy of a column, as it is now. All ranks meet.
  [[nodiscard]] std::span<const Real> of(const shown& column, const State& state, rank_calls& calls,
                                         std::string_view call) {
    const auto is_it = [&](const auto& one) { return one->from == column; };
    auto there = std::find_if(all_.begin(), all_.end(), is_it);
    if (there == all_.end()) {
      all_.push_back(std::make_unique<copy>(copy{column, std::vector<Real>(column.values(state).size())}));
      there = all_.end() - 1;
    }
    refresh(state, calls, call);
    return (*there)->values;
  }
  void refresh(const State& state, rank_calls& calls, std::string_view call) {
    if (all_.empty()) return;
    sequence<std::uint8_t> mine;
    for (const auto& one : all_) {
      const auto [first, last] = state.of_this_rank().share(one->from.bounds(state));
      const auto& values = one->from.values(state); // one for all by now, maybe
      for (std::size_t i = first; i < last; ++i) put_values(mine, &values.of(i), 1);
    }
    calls.meet(call, state.step, {mine.data(), mine.size()});
    for (unsigned rank = 0; rank < state.ranks; ++rank) {
      message_reader from(calls.from(rank));
      for (const auto& one : all_) {
        const auto [first, last] = state.of_rank(rank).share(one->from.bounds(state));
        from.values(one->values.data() + first, last - first);
      }
    }
  }
  void clear() { all_.clear(); }

private:
  struct copy {
    shown from;
    std::vector<Real> values;
  };

  std::vector<std::unique_ptr<copy>> all_; // what has been shown stays where it is
};

} // namespace cortexpr::detail
