// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail {

// Searches in names at compile time. The members of std::string_view are no constants in g++ 12 with
// -fsanitize=undefined.

constexpr std::size_t nowhere = std::string_view::npos;

constexpr bool stands_at(std::string_view text, std::string_view part, std::size_t place) {
  if (part.size() > text.size() || place > text.size() - part.size()) return false;
  for (std::size_t k = 0; k < part.size(); ++k)
    if (text[place + k] != part[k]) return false;
  return true;
}

constexpr bool begins_with(std::string_view text, std::string_view part) { return stands_at(text, part, 0); }
constexpr bool ends_with(std::string_view text, std::string_view part) {
  return text.size() >= part.size() && stands_at(text, part, text.size() - part.size());
}

/// The first place of `part` at or after `from`, or `nowhere`.
constexpr std::size_t first_place(std::string_view text, std::string_view part, std::size_t from = 0) {
  for (std::size_t k = from; k + part.size() <= text.size(); ++k)
    if (stands_at(text, part, k)) return k;
  return nowhere;
}

/// The last place of `part`, or `nowhere`.
constexpr std::size_t last_place(std::string_view text, std::string_view part) {
  for (std::size_t k = text.size() + 1; k-- > 0;)
    if (stands_at(text, part, k)) return k;
  return nowhere;
}

/// The line of a text that tells most of it: the first with an equals sign, or else the first that is not empty.
constexpr std::string_view telling_line(std::string_view text) {
  std::string_view first;
  while (!text.empty()) {
    std::size_t size = 0;
    while (size < text.size() && text[size] != '\n') ++size;
    std::string_view line = text.substr(0, first_place(text.substr(0, size), "#"));
    if (line.size() > size) line = text.substr(0, size);
    text.remove_prefix(size == text.size() ? size : size + 1);
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!line.empty() && is_space(line.front())) line.remove_prefix(1);
    while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
    if (first_place(line, "=") != nowhere) return line;
    if (first.empty()) first = line;
  }
  return first;
}

} // namespace cortexpr::detail
