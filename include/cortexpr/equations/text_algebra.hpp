// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cstddef>
#include <string_view>

/// Texts of equations made of others at compile time, as Brian2 adds `Equations` and renames in them.

namespace cortexpr {

namespace detail::equation {

[[nodiscard]] constexpr bool is_of_a_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Writes `text` with `by` in the place of the name `name`, character by character, to `put`: whole words outside
/// comments, units and flags; what stands in dNAME/dt, too.
template <class Put>
constexpr void write_renamed(std::string_view text, std::string_view name, std::string_view by, const Put& put) {
  const auto write = [&](std::string_view piece) {
    for (const char c : piece) put(c);
  };
  bool in_comment = false, in_unit = false;
  for (std::size_t k = 0; k < text.size();) {
    const char c = text[k];
    if (c == '\n') in_comment = in_unit = false;
    if (c == ';' && !in_comment) in_unit = false;
    if (c == '#') in_comment = true;
    if (c == ':') in_unit = true;
    std::size_t end = k;
    while (end < text.size() && is_of_a_word(text[end])) ++end;
    if (end == k) {
      put(c);
      ++k;
      continue;
    }
    const std::string_view word = text.substr(k, end - k);
    std::size_t after = end;
    while (after < text.size() && (text[after] == ' ' || text[after] == '\t')) ++after;
    const bool is_derivative = word.size() == name.size() + 1 && word[0] == 'd' && word.substr(1) == name &&
                               after < text.size() && text[after] == '/';
    if (in_comment || in_unit)
      write(word);
    else if (word == name)
      write(by);
    else if (is_derivative) {
      put('d');
      write(by);
    } else
      write(word);
    k = end;
  }
}
[[nodiscard]] constexpr std::size_t renamed_size(std::string_view text, std::string_view name, std::string_view by) {
  std::size_t n = 0;
  write_renamed(text, name, by, [&](char) { ++n; });
  return n;
}

/// Whether a text is a name, which may stand where a variable is declared; a value gets brackets.
[[nodiscard]] constexpr bool is_plain_name(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
  for (const char c : text)
    if (!is_of_a_word(c)) return false;
  return true;
}
template <fixed_string By>
constexpr auto in_brackets() {
  if constexpr (is_plain_name(By.view()))
    return By;
  else
    return fixed_string("(") + By + fixed_string(")");
}
template <fixed_string Text, fixed_string Name, fixed_string By>
constexpr auto rename_in() {
  constexpr auto by = in_brackets<By>();
  fixed_string<renamed_size(Text.view(), Name.view(), by.view())> result;
  std::size_t n = 0;
  write_renamed(Text.view(), Name.view(), by.view(), [&](char c) { result.text[n++] = c; });
  static_assert(renamed_size(Text.view(), Name.view(), fixed_string("").view()) !=
                    renamed_size(Text.view(), Name.view(), fixed_string("?").view()),
                "cortexpr: renamed<text, \"old\", \"new\">: the text has no name \"old\"");
  return result;
}
template <fixed_string Text>
constexpr auto rename_all() {
  return Text;
}
template <fixed_string Text, fixed_string Name, fixed_string By, fixed_string... Rest>
constexpr auto rename_all() {
  static_assert(sizeof...(Rest) % 2 == 0, "cortexpr: renamed<text, \"old\", \"new\", ...> takes names in pairs");
  if constexpr (sizeof...(Rest) % 2 == 0) return rename_all<rename_in<Text, Name, By>(), Rest...>();
}

} // namespace detail::equation

namespace texts {

/// A text with other names, or values, in the place of its own: `renamed<synapse, "g", "g_e", "tau", "5*ms">`, as
/// Brian2's `Equations(synapse, g='g_e', tau=5*ms)`. One after the other; units, flags and comments stay. A name that
/// the text does not have is a compile error. Texts are added by `+`:
///
/// Example (examples/reference/text_algebra.cpp):
///
///     constexpr fixed_string membrane = "dv/dt = (E_L - v + R*(I_e + I_i))/tau_m : volt\n";
///     constexpr fixed_string synapse = "dI_x/dt = -I_x/tau_x : amp\n";
///     using cell = equations<membrane + renamed<synapse, "I_x", "I_e", "tau_x", "5*ms"> +
///                            renamed<synapse, "I_x", "I_i", "tau_x", "tau_i">, threshold<"v > V_th">, reset<"v = E_L">,
///                            initially<"v = E_L">>;
template <fixed_string Text, fixed_string... OldAndNew>
inline constexpr auto renamed = detail::equation::rename_all<Text, OldAndNew...>();

} // namespace texts

} // namespace cortexpr
