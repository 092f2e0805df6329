// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <string_view>

/// Slips of the pen.

namespace cortexpr::detail::equation {

[[nodiscard]] constexpr char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The same letters but for capitals and underscores: tau_m and taum, V_T and vt. Names of one letter are never the
/// same but for capitals: the papers use both.
[[nodiscard]] constexpr bool same_but_for_capitals(std::string_view a, std::string_view b) {
  if (a == b || a.size() < 2 || b.size() < 2) return false;
  std::size_t k = 0, l = 0;
  while (true) {
    while (k < a.size() && a[k] == '_') ++k;
    while (l < b.size() && b[l] == '_') ++l;
    if (k == a.size() || l == b.size()) return k == a.size() && l == b.size();
    if (lower_case(a[k++]) != lower_case(b[l++])) return false;
  }
}

/// One letter is wrong, missing, too much, or two neighbours are exchanged.
[[nodiscard]] constexpr bool one_slip_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) return one_slip_apart(b, a);
  if (b.size() - a.size() > 1) return false;
  std::size_t front = 0, back = 0;
  while (front < a.size() && a[front] == b[front]) ++front;
  while (back < a.size() - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  const std::size_t middle = a.size() - front - back;
  if (a.size() < b.size()) return middle == 0;
  return middle == 1 || (middle == 2 && a[front] == b[front + 1] && a[front + 1] == b[front]);
}

} // namespace cortexpr::detail::equation
