// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <limits>

/// The elementary functions as constant expressions: those of <cmath> are none before C++26, and an analysis at compile
/// time meets `sqrt(1_s)` and `exp(1.0)` in equations. Computed with the digits of long double, rounded once.

namespace cortexpr::detail::at_compile_time {

using wide = long double;

inline constexpr wide infinity = std::numeric_limits<wide>::infinity(), nan = std::numeric_limits<wide>::quiet_NaN();
inline constexpr wide ln2 = 0.693147180559945309417232121458176568L, ln10 = 2.302585092994045684017991454684364208L;
inline constexpr wide half_pi = 1.570796326794896619231321691639751442L;

[[nodiscard]] constexpr bool is_nan(wide x) { return x != x; }
[[nodiscard]] constexpr wide magnitude(wide x) { return x < 0 ? -x : x; }
/// As a double; beyond its range is infinite.
[[nodiscard]] constexpr double narrow(wide x) {
  constexpr wide largest = std::numeric_limits<double>::max();
  if (magnitude(x) <= largest || is_nan(x)) return static_cast<double>(x);
  return x < 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
}

[[nodiscard]] constexpr wide floor(wide x) {
  if (!(magnitude(x) < 0x1p62L)) return x;
  const auto whole = static_cast<wide>(static_cast<long long>(x));
  return whole > x ? whole - 1 : whole;
}
[[nodiscard]] constexpr wide ceil(wide x) { return -floor(-x); }

/// x^1/1! + x^2/2! + ..., or every second term of it with changing signs: sin.
[[nodiscard]] constexpr wide series(wide x, int first, int step, bool alternating) {
  wide sum = 0, term = 1;
  for (int k = 1; k < 34; ++k) {
    term *= x / k;
    if (k < first || (k - first) % step != 0) continue;
    sum += alternating && (k - first) / step % 2 != 0 ? -term : term;
  }
  return sum;
}

[[nodiscard]] constexpr wide times_power_of_two(wide x, int exponent) {
  for (; exponent > 0; --exponent) x *= 2;
  for (; exponent < 0; ++exponent) x /= 2;
  return x;
}

[[nodiscard]] constexpr wide exp(wide x) {
  if (x > 11000) return infinity;
  if (x < -11000) return 0;
  if (is_nan(x)) return x;
  const wide k = floor(x / ln2 + 0.5L);
  constexpr wide high = 0x1.62e42fefap-1L, low = 0x1.cf79abc9e3b3ap-40L; // k times the first one is exact
  return times_power_of_two(1 + series((x - k * high) - k * low, 1, 1, false), static_cast<int>(k));
}
[[nodiscard]] constexpr wide expm1(wide x) { return magnitude(x) < 0.35L ? series(x, 1, 1, false) : exp(x) - 1; }
[[nodiscard]] constexpr wide exprel(wide x) {
  if (x == 0) return 1;
  return x > 11000 ? infinity : expm1(x) / x;
}

[[nodiscard]] constexpr wide log(wide x) {
  if (!(x > 0)) return x == 0 ? -infinity : nan;
  if (x == infinity) return x;
  int exponent = 0;
  for (; x > 1.5L; ++exponent) x /= 2;
  for (; x < 0.75L; --exponent) x *= 2;
  const wide z = (x - 1) / (x + 1);
  wide sum = 0, power = z;
  for (int k = 1; k < 60; k += 2, power *= z * z) sum += power / k;
  return exponent * ln2 + 2 * sum;
}
// clang refuses arithmetic with NaN in constant expressions.
[[nodiscard]] constexpr wide log10(wide x) { return x >= 0 ? log(x) / ln10 : nan; }

[[nodiscard]] constexpr wide sqrt(wide x) {
  if (!(x > 0) || x == infinity) return x < 0 ? nan : x;
  int halved = 0;
  for (; x > 4; ++halved) x /= 4;
  for (; x < 1; --halved) x *= 4;
  wide root = 1.5L;
  for (int k = 0; k < 7; ++k) root = (root + x / root) / 2;
  return times_power_of_two(root, halved);
}

/// sin of x + turns * pi / 2.
[[nodiscard]] constexpr wide turned_sin(wide x, int turns) {
  if (!(magnitude(x) < 0x1p40L)) return nan;
  const wide k = floor(x / half_pi + 0.5L);
  constexpr wide high = 0x1.921fb544p+0L, low = 0x1.0b4611a626331p-34L;
  const wide r = (x - k * high) - k * low;
  const auto quarter = (static_cast<long long>(k) + turns) & 3;
  const wide value = quarter % 2 == 0 ? series(r, 1, 2, true) : 1 - series(r, 2, 2, true);
  return quarter < 2 ? value : -value;
}
[[nodiscard]] constexpr wide sin(wide x) { return turned_sin(x, 0); }
[[nodiscard]] constexpr wide cos(wide x) { return turned_sin(x, 1); }
[[nodiscard]] constexpr wide tan(wide x) {
  const wide below = cos(x);
  return is_nan(below) ? below : sin(x) / below;
}

[[nodiscard]] constexpr wide sinh(wide x) {
  if (magnitude(x) < 0.35L) return series(x, 1, 2, false);
  return magnitude(x) > 11000 ? x * infinity : (exp(x) - exp(-x)) / 2;
}
[[nodiscard]] constexpr wide cosh(wide x) { return (exp(x) + exp(-x)) / 2; }
[[nodiscard]] constexpr wide tanh(wide x) {
  if (magnitude(x) > 40) return x < 0 ? -1 : 1;
  return expm1(2 * x) / (expm1(2 * x) + 2);
}

[[nodiscard]] constexpr wide atan(wide x) {
  if (is_nan(x)) return x;
  if (x < 0) return -atan(-x);
  if (x > 1) return half_pi - atan(1 / x);
  for (int k = 0; k < 2; ++k) x = x / (1 + sqrt(1 + x * x)); // half the angle
  wide sum = 0, power = x;
  for (int k = 1; k < 60; k += 2, power *= -x * x) sum += power / k;
  return 4 * sum;
}
[[nodiscard]] constexpr wide acos(wide x) {
  if (!(magnitude(x) <= 1)) return nan;
  return x == -1 ? 2 * half_pi : 2 * atan(sqrt((1 - x) / (1 + x)));
}
[[nodiscard]] constexpr wide asin(wide x) {
  if (!(magnitude(x) <= 1)) return nan;
  if (magnitude(x) == 1) return x * half_pi;
  return atan(x / sqrt((1 - x) * (1 + x)));
}

[[nodiscard]] constexpr wide pow(wide x, wide exponent) {
  if (exponent == 0 || x == 1) return 1;
  if (is_nan(x) || is_nan(exponent)) return nan;
  const bool whole = floor(exponent) == exponent, odd = whole && floor(exponent / 2) * 2 != exponent;
  if (x == 0 || magnitude(x) == infinity) {
    const wide size = (x == 0) == (exponent > 0) ? 0 : infinity;
    return odd && x < 0 ? -size : size;
  }
  if (x < 0) {
    if (!whole) return nan;
    return odd ? -pow(-x, exponent) : pow(-x, exponent);
  }
  if (whole && magnitude(exponent) <= 64) {
    wide result = 1;
    for (wide k = magnitude(exponent); k > 0; --k) result *= x;
    return exponent < 0 ? 1 / result : result;
  }
  return exp(exponent * log(x));
}

} // namespace cortexpr::detail::at_compile_time
