// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail::equation {

/// A letter that texts do not know, and what to write instead.
struct odd_letter {
  std::size_t place = 0;
  std::string_view words{};

  [[nodiscard]] constexpr bool found() const { return !words.empty(); }
};

/// Texts are written in ASCII but for their comments. Word processors and web pages put other letters into what people
/// copy, and some units have letters of their own.
[[nodiscard]] constexpr odd_letter find_odd_letter(std::string_view text) {
  bool comment = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    comment = (comment || text[at] == '#') && text[at] != '\n';
    if (comment || static_cast<unsigned char>(text[at]) < 0x80) continue;
    const auto is = [&](std::string_view letter) { return text.substr(at, letter.size()) == letter; };
    if (is("\xC2\xB5") || is("\xCE\xBC")) return {at, "the prefix micro is written u, as in uV"};
    if (is("\xCE\xA9") || is("\xE2\x84\xA6")) return {at, "this unit is written ohm, as in Mohm"};
    if (is("\xE2\x88\x92") || is("\xE2\x80\x93"))
      return {at, "this letter looks like a minus sign and is none; write -"};
    if (is("\xC2\xA0")) return {at, "this letter looks like a blank and is none"};
    return {at, "this letter is not known; names are written with a to z, digits and underscores, as tau_m"};
  }
  return {};
}

} // namespace cortexpr::detail::equation
