// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/standard.hpp>
#include <cstddef>

namespace cortexpr::detail::equation {

/// The numbers below `Count` for which a condition holds, ascending, in an array of just their size. The condition is a
/// lambda without captures.
template <std::size_t Count, class Condition>
[[nodiscard]] constexpr auto numbers_where(Condition) {
  constexpr std::size_t size = [] {
    std::size_t n = 0;
    for (std::size_t k = 0; k < Count; ++k) n += Condition{}(k) ? 1U : 0U;
    return n;
  }();
  std::array<std::size_t, size> list{};
  std::size_t next = 0;
  for (std::size_t k = 0; k < Count; ++k)
    if (Condition{}(k)) list[next++] = k;
  return list;
}

} // namespace cortexpr::detail::equation
