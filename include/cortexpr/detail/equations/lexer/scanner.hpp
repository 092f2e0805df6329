// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/lexer/decimal_value.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail::equation {

[[nodiscard]] constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A place in a text that moves from word to word.
class scanner {
public:
  constexpr scanner() = default;
  constexpr explicit scanner(std::string_view text) : text_(text.data()), end_(text.size()) {}
  /// The characters from `from` to `to` of a text; places are those of the whole text.
  constexpr scanner(std::string_view text, std::size_t from, std::size_t to)
      : text_(text.data()), at_(from), end_(to) {}

  [[nodiscard]] constexpr std::size_t place() const { return at_; }
  [[nodiscard]] constexpr bool at_end() const { return at_ >= end_; }
  /// The character so far ahead; 0 where the text has ended.
  [[nodiscard]] constexpr char peek(std::size_t ahead = 0) const {
    return at_ + ahead < end_ ? text_[at_ + ahead] : '\0';
  }
  [[nodiscard]] constexpr std::string_view text(std::size_t from, std::size_t to) const {
    return {text_ + from, to - from};
  }
  /// The last character before blanks; 0 at the beginning.
  [[nodiscard]] constexpr char before() const {
    std::size_t k = at_;
    while (k > 0 && (text_[k - 1] == ' ' || text_[k - 1] == '\t')) --k;
    return k > 0 ? text_[k - 1] : '\0';
  }
  constexpr void step(std::size_t characters = 1) { at_ = characters < end_ - at_ ? at_ + characters : end_; }
  constexpr void stop() { at_ = end_; }

  /// Skips blanks, a comment, and the end of a line that is continued by a backslash; also ends of lines where `lines`.
  constexpr void skip(bool lines) {
    while (at_ < end_) {
      const char c = text_[at_];
      if (c == '#')
        while (at_ < end_ && text_[at_] != '\n') ++at_;
      else if (c == ' ' || c == '\t' || c == '\r' || (lines && c == '\n'))
        ++at_;
      else if (c == '\\' && peek(1) == '\n')
        at_ += 2;
      else
        return;
    }
  }
  constexpr bool take(char symbol) {
    if (at_ >= end_ || text_[at_] != symbol) return false;
    ++at_;
    return true;
  }
  /// Takes that symbol, or that whole word.
  constexpr bool take(std::string_view symbol) {
    for (std::size_t k = 0; k < symbol.size(); ++k)
      if (peek(k) != symbol[k]) return false;
    if (is_letter(symbol[0]) && (is_letter(peek(symbol.size())) || is_digit(peek(symbol.size())))) return false;
    at_ += symbol.size();
    return true;
  }
  /// The name that begins here; empty if none does.
  constexpr std::string_view name() {
    const std::size_t begin = at_;
    while (at_ < end_ && (is_letter(text_[at_]) || (at_ > begin && is_digit(text_[at_])))) ++at_;
    return {text_ + begin, at_ - begin};
  }
  [[nodiscard]] constexpr bool begins_number() const {
    return is_digit(peek()) || (peek() == '.' && is_digit(peek(1)));
  }
  /// The number that begins here, as "1.5e-3".
  constexpr double number() {
    const std::size_t begin = at_;
    while (is_digit(peek())) ++at_;
    int exponent = 0;
    if (peek() == '.')
      for (++at_; is_digit(peek()); ++at_) --exponent;
    const std::string_view written{text_ + begin, at_ - begin};
    if (peek() != 'e' && peek() != 'E') return decimal_value(written, exponent);
    const bool has_sign = peek(1) == '-' || peek(1) == '+';
    if (!is_digit(peek(has_sign ? 2 : 1))) return decimal_value(written, exponent);
    const bool minus = peek(1) == '-';
    at_ += has_sign ? 2 : 1;
    int power = 0;
    for (; is_digit(peek()); ++at_)
      if (power < 100'000) power = power * 10 + (peek() - '0');
    return decimal_value(written, exponent + (minus ? -power : power));
  }

private:
  const char* text_ = nullptr;
  std::size_t at_ = 0, end_ = 0;
};

} // namespace cortexpr::detail::equation
