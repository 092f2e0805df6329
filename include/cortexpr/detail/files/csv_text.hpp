// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <charconv>
#include <cortexpr/detail/base/file.hpp>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// A number in the fewest digits that give back the same number, whatever the locale.
template <class Number>
void append_number(std::string& text, Number x) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), x).ptr;
  text.append(digits.data(), end);
}

/// A heading as a field of a table: in quotes where commas, quotes or line ends demand it.
[[nodiscard, gnu::cold]] inline std::string csv_field(std::string_view text) {
  std::string field(1, '"');
  bool plain = true;
  for (const char c : text) {
    plain = plain && c != ',' && c != '"' && c != '\r' && c != '\n';
    if (c == '"') field += c;
    field += c;
  }
  field += '"';
  return plain ? std::string(text) : field;
}

} // namespace cortexpr::detail
