// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/mistake_place.hpp>

namespace cortexpr::detail::equation {

/// A mistake as readers see it: the words with the place, the line, and a mark below the place.
struct mistake_text {
  words<280> message{};
  words<80> line{};
  words<80> mark{};
};

/// Long lines are cut so that the place is seen; "..." stands for what is left out.
[[nodiscard]] constexpr mistake_text text_of(const source_text& source, const mistake& m) {
  constexpr std::size_t width = 72, before = 40;
  const std::string_view text = source.parts[m.part].text;
  const line_and_column where = line_and_column_of(text, m.place);
  std::size_t begin = where.begin, end = begin;
  while (end < text.size() && text[end] != '\n') ++end;
  const std::size_t place = where.begin + where.column - 1;
  while (begin < place && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
  while (end > place && end > begin && (text[end - 1] == ' ' || text[end - 1] == '\r' || text[end - 1] == '\t')) --end;
  mistake_text shown;
  put_place(shown.message, source, m.part, m.place);
  shown.message.put(": ").put(m.view());
  if (place - begin > before && end - begin > width) {
    begin = end - place > width - before ? place - before : end - width;
    shown.line.put("...");
    shown.mark.put("   ");
  }
  const bool cut = end - begin > width;
  if (cut) end = begin + width;
  for (std::size_t k = begin; k < end; ++k) shown.line.put(text[k] == '\t' ? std::string_view(" ") : text.substr(k, 1));
  if (cut) shown.line.put("...");
  for (std::size_t k = begin; k < place; ++k) shown.mark.put(" ");
  shown.mark.put("^");
  return shown;
}

} // namespace cortexpr::detail::equation
