// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <concepts>
#include <cortexpr/units/constant_math.hpp>
#include <limits>
#include <type_traits>

/// Functions of one number or of a SIMD pack, also as constant expressions.

namespace cortexpr::detail {

// For numbers <cmath> has them, for packs xsimd, for the compiler `constant`.
#define CORTEXPR_COMPUTED(word)                                                                                        \
  template <std::floating_point T>                                                                                     \
  [[nodiscard, gnu::always_inline]] constexpr T word##_value(const T& x) {                                             \
    if (std::is_constant_evaluated()) return static_cast<T>(at_compile_time::narrow(at_compile_time::word(x)));        \
    return std::word(x);                                                                                               \
  }                                                                                                                    \
  template <class Pack>                                                                                                \
  [[nodiscard, gnu::always_inline]] constexpr Pack word##_value(const Pack& x) {                                       \
    return word(x);                                                                                                    \
  }
CORTEXPR_COMPUTED(exp)
CORTEXPR_COMPUTED(expm1)
CORTEXPR_COMPUTED(log)
CORTEXPR_COMPUTED(log10)
CORTEXPR_COMPUTED(sqrt)
CORTEXPR_COMPUTED(sin)
CORTEXPR_COMPUTED(cos)
CORTEXPR_COMPUTED(tan)
CORTEXPR_COMPUTED(asin)
CORTEXPR_COMPUTED(acos)
CORTEXPR_COMPUTED(atan)
CORTEXPR_COMPUTED(sinh)
CORTEXPR_COMPUTED(cosh)
CORTEXPR_COMPUTED(tanh)
CORTEXPR_COMPUTED(floor)
CORTEXPR_COMPUTED(ceil)
#undef CORTEXPR_COMPUTED

template <std::floating_point T>
[[nodiscard]] constexpr T either(bool which, const T& yes, const T& no) {
  return which ? yes : no;
}
template <class Mask, class Pack>
[[nodiscard, gnu::always_inline]] inline Pack either(const Mask& which, const Pack& yes, const Pack& no) {
  return select(which, yes, no);
}

template <class T>
[[nodiscard, gnu::always_inline]] constexpr T min_value(const T& a, const T& b) {
  if constexpr (std::floating_point<T>)
    return b < a ? b : a;
  else
    return min(b, a);
}
template <class T>
[[nodiscard, gnu::always_inline]] constexpr T max_value(const T& a, const T& b) {
  if constexpr (std::floating_point<T>)
    return a < b ? b : a;
  else
    return max(b, a);
}
template <class T>
[[nodiscard, gnu::always_inline]] constexpr T abs_value(const T& x) {
  return max_value<T>(x, -x);
}
/// -1, 0 or 1; what is no number stays none.
template <class T>
[[nodiscard, gnu::always_inline]] constexpr T sign_value(const T& x) {
  return either(x > T(0.0), T(1.0), either(x < T(0.0), T(-1.0), x));
}
/// 0 below 0 and 1 from 0 on; what is no number stays none.
template <class T>
[[nodiscard, gnu::always_inline]] constexpr T heaviside_value(const T& x) {
  return either(x < T(0.0), T(0.0), either(x >= T(0.0), T(1.0), x));
}
/// (exp(x) - 1) / x of one number, continued by 1 at 0: the singularity of Hodgkin-Huxley rates.
template <std::floating_point T>
[[nodiscard, gnu::always_inline]] constexpr T exprel_value(const T& x) {
  if (x == T(0)) return 1;
  return x == std::numeric_limits<T>::infinity() ? x : expm1_value(x) / x;
}
template <std::floating_point T>
[[nodiscard]] constexpr T pow_value(const T& x, const T& exponent) {
  if (std::is_constant_evaluated()) return static_cast<T>(at_compile_time::narrow(at_compile_time::pow(x, exponent)));
  return std::pow(x, exponent);
}

/// The smallest k for which a Poisson number of that mean is at most k with a probability above u in [0, 1): of a u
/// that is uniform, a Poisson number. Exact up to a mean of 700, from where on the expansion of Cornish and Fisher is
/// wrong by one in less than one number of a thousand.
[[nodiscard]] inline double poisson_quantile(double mean, double u) {
  if (!(mean >= 0 && mean < std::numeric_limits<double>::infinity())) return std::numeric_limits<double>::quiet_NaN();
  if (mean <= 700) {
    double k = 0, probability = std::exp(-mean), below = probability;
    for (; u >= below && k < 10'000; below += probability) probability *= mean / ++k;
    return k;
  }
  double low = -9, high = 9; // the normal quantile of u
  for (int halving = 0; halving < 60; ++halving) {
    const double z = (low + high) / 2;
    (std::erfc(-z * 0.70710678118654752) / 2 < u ? low : high) = z;
  }
  const double z = low, root = std::sqrt(mean);
  return std::floor(mean + root * z + (2 + z * z) / 6 - (z + z * z * z / 2) / (36 * root));
}
template <std::floating_point T>
[[nodiscard]] constexpr T poisson_value(const T& mean, const T& u) {
  return static_cast<T>(poisson_quantile(static_cast<double>(mean), static_cast<double>(u)));
}

/// x^n by multiplications.
template <class T>
[[nodiscard, gnu::always_inline]] constexpr T whole_power(const T& x, int n) {
  T power = x, result = x;
  bool begun = false;
  for (int k = n < 0 ? -n : n; k > 0; k /= 2) {
    if (k % 2 != 0) {
      result = begun ? result * power : power;
      begun = true;
    }
    if (k > 1) power = power * power;
  }
  if (!begun) return T(1);
  return n < 0 ? T(1) / result : result;
}

} // namespace cortexpr::detail
