// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cortexpr/detail/simd/lanes.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <type_traits>

// Standard normal numbers by the method of Box and Muller (1958), many side by side. Its logarithm and its sine are
// series of sums and products: one number alone, a pack of any width and every C library give the same bits.

namespace cortexpr::detail {

/// c[0] + c[1] x + c[2] x^2 ...
template <class T, std::size_t N>
[[nodiscard, gnu::always_inline]] inline T polynomial(const std::array<double, N>& c, const T& x) {
  T sum(c[N - 1]);
  for (std::size_t k = N - 1; k-- > 0;) sum = sum * x + T(c[k]);
  return sum;
}
/// The first N coefficients of atanh(s) / s in s^2.
template <std::size_t N>
inline constexpr auto series_of_atanh = [] {
  std::array<double, N> c{};
  for (std::size_t k = 0; k < N; ++k) c[k] = 1 / static_cast<double>(2 * k + 1);
  return c;
}();
/// The first N coefficients of cos(x) (First = 0) or sin(x) / x (First = 1) in x^2.
template <std::size_t N, std::size_t First>
inline constexpr auto series_of_circle = [] {
  std::array<double, N> c{};
  double factorial = 1;
  for (std::size_t k = 0; k < N; ++k) {
    c[k] = (k % 2 == 0 ? 1 : -1) / factorial;
    factorial *= static_cast<double>((2 * k + First + 1) * (2 * k + First + 2));
  }
  return c;
}();

/// Random bits of N points in the plane as numbers: the squared radius is -2 log(2^exponent fraction), uniform in
/// (0, 1], where the fraction is around 1; the angle is a quarter turn times `turn`, in [-1, 1), or its mirror image.
template <std::size_t N>
struct random_points {
  alignas(64) std::array<double, N> exponent, fraction, turn, side;

  random_points(const std::array<std::uint64_t, N>& radii, const std::array<std::uint64_t, N>& angles) {
    constexpr std::uint64_t one = std::bit_cast<std::uint64_t>(1.0), unit = std::uint64_t{1} << 52;
    constexpr std::uint64_t half_root = std::bit_cast<std::uint64_t>(std::numbers::sqrt2 / 2), bias = 1024 * unit;
    for (std::size_t l = 0; l < N; ++l) {
      const auto u = std::bit_cast<std::uint64_t>(2 - std::bit_cast<double>(radii[l] >> 12 | one));
      const std::uint64_t power = u - half_root + bias; // the fraction is in [sqrt(1/2), sqrt(2))
      exponent[l] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(0x1p52) | power >> 52) - (0x1p52 + 1024);
      fraction[l] = std::bit_cast<double>(u - (power & ~(unit - 1)) + bias);
      turn[l] = std::bit_cast<double>(angles[l] >> 12 | one) * 2 - 3;
      side[l] = std::bit_cast<double>(angles[l] << 63 | one);
    }
  }
};

/// Two independent standard normal numbers per lane: T is a number or a pack.
template <class T>
[[nodiscard, gnu::always_inline]] inline std::array<T, 2> box_muller(const T& exponent, const T& fraction,
                                                                     const T& turn, const T& side) {
  using std::sqrt, xsimd::sqrt;
  const T s = (fraction - T(1)) / (fraction + T(1)), angle = T(std::numbers::pi / 2) * turn, square = angle * angle;
  const T logarithm = exponent * T(std::numbers::ln2) + T(2) * s * polynomial(series_of_atanh<12>, T(s * s));
  const T radius = sqrt(T(-2) * logarithm);
  return {radius * (angle * polynomial(series_of_circle<11, 1>, square)),
          radius * (side * polynomial(series_of_circle<12, 0>, square))};
}

/// `Noises` independent standard normal numbers of each of N entities (neurons, synapses) in one step: [noise][entity].
template <std::size_t Noises, std::size_t N>
[[nodiscard]] std::array<std::array<double, N>, Noises>
standard_normals_of_many(stream s, const std::array<std::uint64_t, N>& entities, std::uint64_t step) {
  using batch = std::conditional_t<N % pack<double>::size == 0, pack<double>, double>;
  constexpr std::size_t width = lanes<batch>::size;
  constexpr std::uint64_t draws = (Noises + 1) / 2;
  alignas(64) std::array<std::array<double, N>, Noises> x;
  for (std::size_t k = 0; k < Noises; k += 2) {
    const auto [radii, angles] = draw_many(s, entities, step * draws + k / 2);
    const random_points<N> at(radii, angles);
    for (std::size_t l = 0; l < N; l += width) {
      const auto load = [l](const std::array<double, N>& from) { return load_lanes<batch>(from.data() + l).value; };
      const auto pair = box_muller(load(at.exponent), load(at.fraction), load(at.turn), load(at.side));
      store_lanes<batch>(x[k].data() + l, pair[0]);
      if (k + 1 < Noises) store_lanes<batch>(x[k + 1].data() + l, pair[1]);
    }
  }
  return x;
}

/// N independent standard normal numbers of one neuron in one step.
template <std::size_t N>
[[nodiscard]] std::array<double, N> standard_normals(stream s, std::uint64_t neuron, std::uint64_t step) {
  const auto all = standard_normals_of_many<N, 1>(s, {neuron}, step);
  std::array<double, N> x{};
  for (std::size_t k = 0; k < N; ++k) x[k] = all[k][0];
  return x;
}

} // namespace cortexpr::detail
