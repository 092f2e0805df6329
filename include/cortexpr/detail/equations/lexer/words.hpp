// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail::equation {

/// a == b in few calls: these are what an evaluation at compile time takes time for.
[[nodiscard]] constexpr bool same_text(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const char *x = a.data(), *y = b.data();
  for (std::size_t k = 0; k < size; ++k)
    if (x[k] != y[k]) return false;
  return true;
}

/// A short sentence that constant expressions can build; what does not fit is cut.
template <std::size_t Capacity>
struct words {
  std::array<char, Capacity> text{};
  std::size_t size = 0;

  constexpr words& put(std::string_view part) {
    for (const char c : part)
      if (size < Capacity) text[size++] = c;
    return *this;
  }
  constexpr words& put(std::size_t number) {
    if (number >= 10) put(number / 10);
    const char digit = static_cast<char>('0' + number % 10);
    return put(std::string_view(&digit, 1));
  }
  [[nodiscard]] constexpr std::string_view view() const { return {text.data(), size}; }
};

} // namespace cortexpr::detail::equation
