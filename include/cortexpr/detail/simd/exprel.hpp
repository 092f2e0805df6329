// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/simd/simd.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace cortexpr::detail {

/// What `exprel` needs to know of a type of numbers.
template <class Real>
struct exprel_constants;
template <>
struct exprel_constants<double> {
  using bits = std::int64_t;
  static constexpr int mantissa = 52, bias = 1023;
  static constexpr std::size_t terms = 13;             ///< the next one is below 2^-56
  static constexpr double ln2_high = 0x1.62e42fefap-1; ///< so short that its product with an exponent is exact
  static constexpr double ln2_low = 0x1.cf79abc9e3b3ap-40;
  static constexpr double lowest = -700, highest = 709.78;
};
template <>
struct exprel_constants<float> {
  using bits = std::int32_t;
  static constexpr int mantissa = 23, bias = 127;
  static constexpr std::size_t terms = 7;
  static constexpr float ln2_high = 0x1.63p-1f;
  static constexpr float ln2_low = -0x1.bd0106p-13f;
  static constexpr float lowest = -80, highest = 88.7f;
};

/// 1/1!, 1/2!, 1/3!, ...: the series of (exp(r) - 1) / r.
template <class Real>
constexpr auto make_exprel_series() {
  std::array<Real, exprel_constants<Real>::terms> c{};
  double factorial = 1;
  for (std::size_t k = 0; k < c.size(); ++k) c[k] = static_cast<Real>(1 / (factorial *= static_cast<double>(k + 1)));
  return c;
}

/// (exp(x) - 1) / x in all lanes, to 2 units in the last place, with one division where expm1 and a series near 0 need
/// two: x = k ln 2 + r, exp(x) - 1 = 2^k (exp(r) - 1) + 2^k - 1. `OftenNearZero` gives the same bits, faster if |x|
/// is below ln 2 / 2 in all lanes, slower otherwise.
template <bool OftenNearZero = false, class Real, class Arch>
[[nodiscard, gnu::always_inline]] inline auto exprel_pack(const xsimd::batch<Real, Arch>& x) {
  using pack = xsimd::batch<Real, Arch>;
  using constants = exprel_constants<Real>;
  using integers = xsimd::batch<typename constants::bits, Arch>;
  constexpr auto series = make_exprel_series<Real>();
  // Adding it leaves the nearest whole number in the low bits.
  constexpr Real rounder = Real(3) * static_cast<Real>(std::int64_t{1} << (constants::mantissa - 1));

  const pack z = xsimd::max(pack(constants::lowest), xsimd::min(pack(constants::highest), x));
  const pack rounded = xsimd::fma(z, pack(Real(1.4426950408889634)), pack(rounder));
  const pack k = rounded - pack(rounder);
  const pack r = xsimd::fnma(k, pack(constants::ln2_low), xsimd::fnma(k, pack(constants::ln2_high), z));
  pack sum(series.back());
  for (std::size_t n = series.size() - 1; n > 0; --n) sum = xsimd::fma(sum, r, pack(series[n - 1]));
  // Near 0 the series is the result; there the quotient can be 0 / 0.
  const auto near_zero = k == pack(Real(0));
  if constexpr (OftenNearZero)
    if (xsimd::all(near_zero)) return sum;
  // Half of 2^k, as the largest 2^k is no number.
  const integers exponent = xsimd::bitwise_cast<integers>(rounded) + integers(constants::bias - 1);
  const pack half = xsimd::bitwise_cast<pack>(exponent << constants::mantissa);
  const pack less_one = xsimd::fma(half, sum * r, half - pack(Real(0.5)));
  const pack quotient = (less_one + less_one) / x;
  const pack overflown =
      xsimd::select(x > pack(constants::highest), pack(std::numeric_limits<Real>::infinity()), quotient);
  return xsimd::select(near_zero, sum, overflown);
}

} // namespace cortexpr::detail
