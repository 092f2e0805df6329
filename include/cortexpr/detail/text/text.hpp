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

/// The first line that says something, without the spaces around it.
constexpr std::string_view first_line(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n' || text.front() == '\r'))
    text.remove_prefix(1);
  std::size_t size = 0;
  while (size < text.size() && text[size] != '\n' && text[size] != '\r' && text[size] != '#') ++size;
  while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\t')) --size;
  return text.substr(0, size);
}

} // namespace cortexpr::detail
