// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/distributed.hpp>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/text/joined.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

inline constexpr std::uint64_t hash_of_nothing = 14695981039346656037U;
/// A hash of values as they lie in memory (FNV-1a by words).
template <class T>
[[nodiscard]] std::uint64_t hash_of(std::uint64_t before, const T* values, std::size_t n) {
  static_assert(std::is_trivially_copyable_v<T>);
  for (std::size_t i = 0; i < n; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, values + i, std::min(sizeof word, sizeof(T)));
    before = (before ^ word) * 1099511628211U;
  }
  return before;
}

/// Refuses a call whose number differs between ranks, and spikes that differ, by `sent`, their hash; `before` and
/// `after` are the words around the number.
template <class State>
void same_on_all(const State& state, rank_calls& calls, std::string_view call, std::string_view before,
                 std::uint64_t number, std::string_view after, std::uint64_t sent) {
  sequence<std::uint8_t> mine;
  put_number(mine, number);
  put_number(mine, sent);
  calls.meet(call, state.step, {mine.data(), mine.size()});
  const auto in_call = [&](unsigned r) {
    return joined({"rank ", r, " in ", call, before, message_reader(calls.from(r)).number(), after});
  };
  for (unsigned r = 1; r < state.ranks; ++r) {
    message_reader first(calls.from(0)), other(calls.from(r));
    if (first.number() != other.number())
      raise<rank_failed>({in_call(0), ", ", in_call(r), ": all ranks must make the same calls with the same values"});
    if (first.number() != other.number())
      raise<rank_failed>({"rank ", r,
                          " has sent other spikes than rank 0 before this run: all ranks must send the same, and each "
                          "takes those that its neurons need"});
  }
}

} // namespace cortexpr::detail
