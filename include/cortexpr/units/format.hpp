// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <concepts>
#include <cortexpr/detail/text/number_text.hpp>
#include <cortexpr/units/dimension.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cortexpr/units/unit_symbol.hpp>
#include <iosfwd>
#include <limits>
#include <string>

namespace cortexpr::detail {

/// How many powers of ten the prefix stands for by which a number of this unit becomes handy: 1 <= |number| < 1000.
/// Times are in ms from 0.1 ms on, as time steps and delays are written; and what is smaller keeps to that: "0.1 us".
/// What lies outside the prefixes has none: "3e15 Hz".
[[nodiscard]] constexpr int prefix_exponent(int exponent, const dimension& d) {
  const bool time = d == dim::second;
  if (exponent < -16 || exponent > (time ? 2 : 11)) return 0;
  int chosen = -15;
  for (int p = -15; p <= 9; p += 3)
    if (exponent >= p - (time && exponent < -3 ? 1 : 0)) chosen = p;
  return chosen;
}

/// The digits of a value in SI units. `15_nS` is 15 * 1e-9, which is 1.5000000000000002e-08: what is within rounding of
/// a short number is that number.
template <std::floating_point Real>
[[nodiscard, gnu::cold]] decimal digits_of_quantity(Real si, int precision) {
  if (precision > 0) return decimal_of(si, precision);
  constexpr int sure = std::numeric_limits<Real>::digits10;
  const decimal rounded = decimal_of(si, sure);
  return rounded.size <= sure - 2 ? rounded : decimal_of(si);
}

/// A value in SI units as a person writes it: "-65 mV", "15 nS", "0.1 ms", "0.1 us", "3 A s^-1", "0.5". All digits that
/// the number needs, or as many as asked for.
template <std::floating_point Real>
[[nodiscard, gnu::cold]] std::string quantity_text(Real si, const dimension& d, int precision = 0) {
  if (d == dim::one) return number_text(si, precision);
  const std::string symbol = unit_symbol(d);
  if (!std::isfinite(si)) return number_text(si) + ' ' + symbol;
  decimal number = digits_of_quantity(si, precision);
  const bool compound = symbol.find_first_of(" ^") != std::string::npos;
  const int prefix = si == 0 || compound ? 0 : prefix_exponent(number.exponent, d);
  number.exponent -= prefix;
  std::string text;
  append_number(text, number);
  text += ' ';
  if (prefix != 0) text += "fpnum kMG"[(prefix + 15) / 3];
  return text += symbol;
}

template <dimension D>
[[nodiscard, gnu::cold]] std::string quantity_text(quantity<D> x) {
  return quantity_text(x.si(), D);
}

} // namespace cortexpr::detail

namespace cortexpr {

/// A quantity as a person writes it: "-65 mV", "15 nS", "0.1 ms".
template <dimension D>
[[nodiscard]] std::string to_string(quantity<D> x) {
  return detail::quantity_text(x);
}
/// Writes a quantity that has a unit as `to_string` does; a pure number is written as a number.
template <class Traits, dimension D>
  requires(D != dim::one)
std::basic_ostream<char, Traits>
&operator<<(std::basic_ostream<char, Traits>& out, quantity<D> x) { return out << to_string(x); }

} // namespace cortexpr
