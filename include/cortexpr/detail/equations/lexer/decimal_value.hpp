// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstdint>
#include <limits>

namespace cortexpr::detail::equation {

/// Ten to the power of a number from 0 to 22 is a double without a rounding.
[[nodiscard]] constexpr double small_power_of_ten(int exponent) {
  double power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

/// digits * 10^exponent, rounded once where both are small (at most 15 digits, exponents to 22); infinite where it is
/// beyond the range of numbers.
[[nodiscard]] constexpr double decimal_value(std::uint64_t digits, int exponent) {
  constexpr std::uint64_t exact = 1'000'000'000'000'000;
  if (digits == 0) return 0;
  if (digits < exact && exponent >= -22 && exponent <= 22) {
    const auto whole = static_cast<double>(digits);
    return exponent < 0 ? whole / small_power_of_ten(-exponent) : whole * small_power_of_ten(exponent);
  }
  if (exponent < -400) return 0;
  if (exponent > 400) return std::numeric_limits<double>::infinity();
  auto value = static_cast<long double>(digits);
  long double scale = 1;
  for (int k = exponent < 0 ? -exponent : exponent; k > 0; --k) scale *= 10;
  value = exponent < 0 ? value / scale : value * scale;
  if (value > std::numeric_limits<double>::max()) return std::numeric_limits<double>::infinity();
  return static_cast<double>(value);
}

} // namespace cortexpr::detail::equation
