// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail {

/// A short text that constant expressions can build; what does not fit is cut and ends in "...".
class text_buffer {
public:
  static constexpr std::size_t capacity = 2048;

  constexpr text_buffer() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a text
  constexpr text_buffer(std::string_view text) { append(text); }

  [[nodiscard]] constexpr std::string_view view() const { return {text_, size_}; }
  [[nodiscard]] constexpr bool starts_with(char c) const { return size_ > 0 && text_[0] == c; }

  constexpr text_buffer& append(std::string_view part) {
    for (const char c : part) {
      if (size_ == capacity) {
        for (std::size_t k = 1; k <= 3; ++k) text_[capacity - k] = '.';
        return *this;
      }
      text_[size_++] = c;
    }
    return *this;
  }
  template <class... Parts>
  [[nodiscard]] static constexpr text_buffer joined(const Parts&... parts) {
    text_buffer all;
    (all.append(view_of(parts)), ...);
    return all;
  }

  /// A number with up to six significant digits.
  constexpr text_buffer& append_number(double x) {
    if (x < 0) {
      append("-");
      x = -x;
    }
    if (x == 0) return append("0");
    int exponent = 0;
    for (; x >= 10; ++exponent) x /= 10;
    for (; x < 1; --exponent) x *= 10;
    auto digits = static_cast<unsigned long>(x * 1e5 + 0.5); // d.ddddd
    if (digits == 1000000) {
      digits = 100000;
      ++exponent;
    }
    char text[6] = {};
    for (int k = 5; k >= 0; --k, digits /= 10) text[k] = static_cast<char>('0' + digits % 10);
    int last = 5;
    while (last > 0 && text[last] == '0') --last;
    const bool scientific = exponent < -4 || exponent > 5;
    const int integer = scientific ? 1 : exponent + 1; // digits before the point
    if (integer <= 0) append("0.");
    for (int k = integer; k < 0; ++k) append("0");
    for (int k = 0; k <= last || k < integer; ++k) {
      if (k == integer && k > 0) append(".");
      append({&text[k], 1});
    }
    if (!scientific) return *this;
    append("e");
    return append_number(exponent);
  }

private:
  static constexpr std::string_view view_of(std::string_view t) { return t; }
  static constexpr std::string_view view_of(const text_buffer& t) { return t.view(); }

  char text_[capacity] = {};
  std::size_t size_ = 0;
};

} // namespace cortexpr::detail
