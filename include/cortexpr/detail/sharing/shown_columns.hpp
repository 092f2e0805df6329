// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/model/columns.hpp>
#include <cstddef>
#include <cstdint>
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

/// Copies of such columns with the neurons of all ranks, for programs that read them between runs. The values of a copy
/// keep their address and are updated whenever a run ends.
template <class State, class Real>
class shown_columns {
public:
  using shown = shown_column<State, Real>;

  /// The copy of a column, as it is now. All ranks meet.
  [[nodiscard]] std::span<const Real> of(const shown& column, const State& state, rank_calls& calls,
                                         std::string_view call) {
    auto there = std::find_if(all_.begin(), all_.end(), [&](const copy& one) { return one.from == column; });
    if (there == all_.end()) there = all_.insert(there, {column, std::vector<Real>(column.values(state).size())});
    refresh(state, calls, call);
    return there->values;
  }
  void refresh(const State& state, rank_calls& calls, std::string_view call) {
    if (all_.empty()) return;
    sequence<std::uint8_t> mine;
    for (const copy& one : all_) {
      const auto [first, last] = state.of_this_rank().share(one.from.bounds(state));
      const auto& values = one.from.values(state); // one for all by now, maybe
      for (std::size_t i = first; i < last; ++i) put_values(mine, &values.of(i), 1);
    }
    calls.meet(call, state.step, {mine.data(), mine.size()});
    for (unsigned rank = 0; rank < state.ranks; ++rank) {
      message_reader from(calls.from(rank));
      for (copy& one : all_) {
        const auto [first, last] = state.of_rank(rank).share(one.from.bounds(state));
        from.values(one.values.data() + first, last - first);
      }
    }
  }
  void clear() { all_.clear(); }

private:
  struct copy {
    shown from;
    std::vector<Real> values;
  };

  std::vector<copy> all_;
};

} // namespace cortexpr::detail
