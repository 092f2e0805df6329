// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/lexer/scanner.hpp>
#include <cortexpr/detail/equations/lexer/similar_names.hpp>
#include <string_view>

namespace cortexpr::detail::equation {

/// What is said of a word that cannot go on with an expression: of operators that are spelled otherwise here.
[[nodiscard]] constexpr std::string_view misplaced_word(std::string_view word, bool in_statements) {
  for (const std::string_view known : {"and", "or", "not"})
    if (same_but_for_capitals(known, word)) return "operators are written in small letters: and, or, not";
  if (word == "is" || word == "in") return "'is' and 'in' are no operators here; write == or !=";
  if (in_statements) return "an operator is missing before this, as in 5*mV, or a ';' between two statements";
  return "an operator is missing before this, as in 5*mV";
}
/// What is said of a character that stands where none of its kind may.
[[nodiscard]] constexpr std::string_view misplaced(scanner in, bool in_statements) {
  const char c = in.peek(), before = in.before(), after = in.peek(1);
  if (c == '.' && is_letter(before)) return "names have no parts: write exp(x) for np.exp(x)";
  if (c == '[') return "a value has no elements here, write a name or a number";
  if (c == '\'' || c == '"') return "the text itself has no quotation marks";
  if (c == '=' && after == '>') return "'=>' is written >= here";
  if (is_letter(c)) return misplaced_word(in.name(), in_statements);
  if (is_digit(c) || c == '(') return misplaced_word({}, in_statements);
  switch (c) {
  case '^':
    return "'^' is no operator here; write ** for a power";
  case '&':
    return "'&' is no operator here; write 'and'";
  case '|':
    return "'|' is no operator here; write 'or'";
  case '!':
  case '~':
    return "this is no operator here; write 'not'";
  case '?':
    return "a value of two cases is written x if condition else y";
  case '>':
    return before == '<' ? "'<>' is written != here" : "a value is expected here";
  case ')':
    return "this ')' has no '('";
  case '=':
    return "'=' stands in an expression; write == to compare";
  case ',':
    return in_statements ? "statements are separated by ';'"
                         : "a ',' stands between arguments alone; decimals have a point";
  case ';':
    return "this text is one expression, which ends without ';'";
  default:
    return "this does not belong here";
  }
}

} // namespace cortexpr::detail::equation
