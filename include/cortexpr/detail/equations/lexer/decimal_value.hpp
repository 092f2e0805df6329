// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

/// Decimal numbers as doubles, each rounded once: the double next to the number that is written, the even one of two.

namespace cortexpr::detail::equation {

/// Ten to the power of a number from 0 to 22 is a double without a rounding.
[[nodiscard]] constexpr double small_power_of_ten(int exponent) {
  double power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

/// A whole number of many digits.
class long_integer {
public:
  /// this * factor + summand
  constexpr void multiply(std::uint32_t factor, std::uint32_t summand) {
    std::uint64_t carry = summand;
    for (std::size_t k = 0; k < size_; ++k) {
      carry += std::uint64_t{part_[k]} * factor;
      part_[k] = static_cast<std::uint32_t>(carry);
      carry >>= 32U;
    }
    if (carry != 0) part_[size_++] = static_cast<std::uint32_t>(carry);
  }
  /// Returns the remainder.
  constexpr std::uint32_t divide(std::uint32_t divisor) {
    std::uint64_t rest = 0;
    for (std::size_t k = size_; k-- > 0;) {
      rest = (rest << 32U) + part_[k];
      part_[k] = static_cast<std::uint32_t>(rest / divisor);
      rest %= divisor;
    }
    while (size_ > 0 && part_[size_ - 1] == 0) --size_;
    return static_cast<std::uint32_t>(rest);
  }
  /// Times two to the power of 32 `parts`.
  constexpr void shift_up(std::size_t parts) {
    for (std::size_t k = size_; k-- > 0;) part_[k + parts] = part_[k];
    for (std::size_t k = 0; k < parts; ++k) part_[k] = 0;
    size_ += parts;
  }
  [[nodiscard]] constexpr int bits() const {
    if (size_ == 0) return 0;
    int bits = static_cast<int>(size_ - 1) * 32;
    for (std::uint32_t top = part_[size_ - 1]; top != 0; top >>= 1U) ++bits;
    return bits;
  }
  [[nodiscard]] constexpr bool bit(int k) const {
    const auto part = static_cast<std::size_t>(k / 32);
    return k >= 0 && part < size_ && (part_[part] >> static_cast<unsigned>(k % 32) & 1U) != 0;
  }

private:
  // 800 digits times 10^310, or shifted so far up that a division by 10^1140 leaves 64 bits
  std::array<std::uint32_t, 136> part_{};
  std::size_t size_ = 0;
};

/// n * 2^exponent, or a little more than that; rounded.
[[nodiscard]] constexpr double rounded_value(const long_integer& n, int exponent, bool a_little_more) {
  constexpr int mantissa = std::numeric_limits<double>::digits;
  constexpr int least = std::numeric_limits<double>::min_exponent - mantissa;
  const int bits = n.bits();
  int cut = bits > mantissa ? bits - mantissa : 0;
  if (exponent + cut < least) cut = least - exponent; // subnormal numbers have fewer digits
  std::uint64_t whole = 0;
  for (int k = bits; k-- > cut;) whole = 2 * whole + (n.bit(k) ? 1U : 0U);
  bool more_than_half = a_little_more;
  for (int k = 0; k < cut - 1 && !more_than_half; ++k) more_than_half = n.bit(k);
  if (n.bit(cut - 1) && (more_than_half || whole % 2 != 0)) ++whole;
  auto value = static_cast<double>(whole);
  if (whole == 0) return 0;
  for (int power = exponent + cut; power != 0; power += power < 0 ? 1 : -1) {
    if (power > 0 && value > std::numeric_limits<double>::max() / 2) return std::numeric_limits<double>::infinity();
    value *= power < 0 ? 0.5 : 2.0;
  }
  return value;
}

/// The digits of `written`, which may hold a point, as a whole number times 10^exponent. By long division, for numbers
/// of many digits or of large exponents.
[[nodiscard]] constexpr double long_decimal_value(std::string_view written, int exponent) {
  constexpr int most = 800; // more digits never decide more than that they are not all 0
  long_integer n;
  int digits = 0;
  bool more = false;
  for (const char c : written) {
    if (c == '.' || (digits == 0 && c == '0')) continue;
    if (digits == most) {
      more = more || c != '0';
      ++exponent;
      continue;
    }
    n.multiply(10, static_cast<std::uint32_t>(c - '0'));
    ++digits;
  }
  if (digits == 0 || digits + exponent < -330) return 0;
  if (digits + exponent > 310) return std::numeric_limits<double>::infinity();
  if (exponent >= 0) {
    for (; exponent > 0; --exponent) n.multiply(10, 0);
    return rounded_value(n, 0, more);
  }
  const int missing = -exponent * 10 / 3 + 66 - n.bits(); // 10^3 is less than 2^10
  const int parts = missing > 0 ? missing / 32 + 1 : 0;
  n.shift_up(static_cast<std::size_t>(parts));
  for (; exponent <= -9; exponent += 9) more = n.divide(1'000'000'000) != 0 || more;
  for (; exponent < 0; ++exponent) more = n.divide(10) != 0 || more;
  return rounded_value(n, -32 * parts, more);
}

/// The digits of `written`, which may hold a point, as a whole number times 10^exponent; infinite where it is beyond
/// the range of numbers.
[[nodiscard]] constexpr double decimal_value(std::string_view written, int exponent) {
  constexpr std::uint64_t exact = std::uint64_t{1} << 53U;
  std::uint64_t digits = 0;
  for (const char c : written)
    if (c != '.' && digits <= exact) digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
  if (digits == 0) return 0;
  if (digits > exact || exponent < -22 || exponent > 22) return long_decimal_value(written, exponent);
  const auto whole = static_cast<double>(digits);
  return exponent < 0 ? whole / small_power_of_ten(-exponent) : whole * small_power_of_ten(exponent);
}

} // namespace cortexpr::detail::equation
