// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/lexer/words.hpp>
#include <cortexpr/detail/equations/program.hpp>

namespace cortexpr::detail::equation {

[[nodiscard]] constexpr std::string_view part_name(part_kind kind) {
  constexpr std::array<std::string_view, 11> all{"equations", "threshold", "reset",      "refractory", "start", "event",
                                                 "on_pre",    "on_post",   "statements", "condition",  "value"};
  return all[static_cast<std::size_t>(kind)];
}

/// A place as readers count: lines and columns from 1.
struct line_and_column {
  std::size_t line = 1, column = 1;
  std::size_t begin = 0; ///< the place of the line's first character
};
[[nodiscard]] constexpr line_and_column line_and_column_of(std::string_view text, std::int16_t place) {
  line_and_column where;
  const auto end = static_cast<std::size_t>(place < 0 ? 0 : place);
  for (std::size_t k = 0; k < end && k < text.size(); ++k)
    if (text[k] == '\n') {
      ++where.line;
      where.begin = k + 1;
    }
  where.column = end - where.begin + 1;
  return where;
}

/// "equations, line 2, column 16".
template <std::size_t N>
constexpr void put_place(words<N>& text, const source_text& source, std::uint8_t part, std::int16_t place) {
  const text_part& p = source.parts[part];
  const line_and_column where = line_and_column_of(p.text, place);
  text.put(part_name(p.kind));
  if (!p.label.empty()) text.put(" ").put(p.label);
  text.put(", line ").put(where.line).put(", column ").put(where.column);
}

} // namespace cortexpr::detail::equation
