// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <charconv>
#include <cmath>
#include <concepts>
#include <cortexpr/detail/standard.hpp>
#include <string>

namespace cortexpr::detail {

/// A number as decimal digits: d.ddd times ten to the power of `exponent`. Units with prefixes are written by moving
/// the exponent, because a multiplication of -0.065 by 1000 in binary gives -65.00000000000001.
struct decimal {
  char digits[20] = {'0'};
  int size = 1;
  int exponent = 0;
  bool negative = false;
};

/// `precision` significant digits, or the fewest that give back the same number if it is 0. The locale has no
/// influence.
template <std::floating_point Real>
[[nodiscard, gnu::cold]] decimal decimal_of(Real x, int precision = 0) {
  char text[32];
  char* const end = text + sizeof text;
  const auto written = precision > 0 ? std::to_chars(text, end, x, std::chars_format::scientific, precision - 1)
                                     : std::to_chars(text, end, x, std::chars_format::scientific);
  decimal d;
  d.size = 0;
  const char* c = text;
  d.negative = *c == '-';
  if (d.negative) ++c;
  for (; *c != 'e'; ++c)
    if (*c != '.') d.digits[d.size++] = *c;
  while (d.size > 1 && d.digits[d.size - 1] == '0') --d.size;
  ++c;
  if (*c == '+') ++c;
  std::from_chars(c, written.ptr, d.exponent);
  return d;
}

/// As a person writes it: "0.25", "-65", "16000000"; "1e-7" and "2.5e9" where many zeros would be needed.
[[gnu::cold]] inline void append_number(std::string& text, const decimal& d) {
  if (d.negative) text += '-';
  const int last = d.exponent - d.size + 1; // the power of ten of the last digit
  const bool scientific = d.exponent < -5 || last > 6 || d.exponent > 16;
  const int before_point = scientific ? 1 : d.exponent + 1;
  if (before_point <= 0) text.append("0.").append(static_cast<std::size_t>(-before_point), '0');
  for (int k = 0; k < d.size; ++k) {
    if (k > 0 && k == before_point) text += '.';
    text += d.digits[k];
  }
  if (scientific)
    text.append("e").append(std::to_string(d.exponent));
  else if (last > 0)
    text.append(static_cast<std::size_t>(last), '0');
}

/// The number in so many significant digits, or in the fewest that give back the same number.
template <std::floating_point Real>
[[nodiscard, gnu::cold]] std::string number_text(Real x, int precision = 0) {
  if (std::isnan(x)) return "NaN";
  if (std::isinf(x)) return x < 0 ? "-infinity" : "infinity";
  std::string text;
  append_number(text, decimal_of(x, precision));
  return text;
}

} // namespace cortexpr::detail
