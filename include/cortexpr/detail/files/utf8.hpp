// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// The code point that begins at byte `k`, which moves to the byte after it; U+FFFD for a byte that belongs to no
/// character.
[[nodiscard, gnu::cold]] inline char32_t next_code_point(std::string_view text, std::size_t& k) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : static_cast<unsigned char>(0);
  };
  const unsigned first = byte(k);
  const std::size_t more = first < 0x80 ? 0 : first >> 5 == 6 ? 1 : first >> 4 == 14 ? 2 : first >> 3 == 30 ? 3 : 4;
  char32_t point = more == 0 ? first : first & (0x3fu >> more);
  bool valid = more < 4;
  for (std::size_t j = 1; valid && j <= more; ++j) {
    valid = byte(k + j) >> 6 == 2;
    point = point << 6 | (byte(k + j) & 0x3fu);
  }
  valid = valid && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  k += valid ? more + 1 : 1;
  return valid ? point : U'\ufffd';
}

/// Text in UTF-8 as code points.
template <class Text = std::u32string>
[[nodiscard]] Text from_utf8(std::string_view text) {
  Text result;
  for (std::size_t k = 0; k < text.size();) result.push_back(next_code_point(text, k));
  return result;
}

/// Code points (any list of them) as text in UTF-8.
template <class Text = std::u32string_view>
[[nodiscard]] std::string to_utf8(const Text& text) {
  std::string result;
  for (const char32_t point : text) {
    const std::size_t more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    constexpr unsigned lead[] = {0, 0xc0, 0xe0, 0xf0};
    result += static_cast<char>(lead[more] | static_cast<unsigned>(point >> (6 * more)));
    for (std::size_t j = more; j-- > 0;)
      result += static_cast<char>(0x80u | (static_cast<unsigned>(point >> (6 * j)) & 0x3fu));
  }
  return result;
}

} // namespace cortexpr::detail
