// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/detail/standard.hpp>
#include <cstddef>

namespace cortexpr::detail {

template <std::size_t N>
using square_matrix = std::array<std::array<double, N>, N>;

template <std::size_t N>
inline square_matrix<N> product(const square_matrix<N>& a, const square_matrix<N>& b) {
  square_matrix<N> c{};
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t k = 0; k < N; ++k)
      for (std::size_t j = 0; j < N; ++j) c[i][j] += a[i][k] * b[k][j];
  return c;
}

/// Factors d with d_i^-1 m_ij d_j balanced: variables in different units (1/C_m is 5e9 V/(A s)) would otherwise
/// make the matrix look large. Powers of two, so that scaling rounds nothing.
template <std::size_t N>
inline std::array<double, N> balance(const square_matrix<N>& m) {
  std::array<double, N> d;
  d.fill(1);
  double diagonal = 0;
  for (std::size_t i = 0; i < N; ++i) diagonal = std::max(diagonal, std::abs(m[i][i]));
  if (diagonal == 0) diagonal = 1;
  for (int sweep = 0; sweep < 16; ++sweep)
    for (std::size_t i = 0; i < N; ++i) {
      double row = 0, col = 0;
      for (std::size_t j = 0; j < N; ++j)
        if (j != i) {
          row += std::abs(m[i][j]) * d[j] / d[i];
          col += std::abs(m[j][i]) * d[i] / d[j];
        }
      if (row == 0 && col == 0) continue;
      const double factor = row == 0 ? diagonal / col : col == 0 ? row / diagonal : std::sqrt(row / col);
      d[i] = std::ldexp(d[i], std::ilogb(factor * 1.4142135623730951));
    }
  return d;
}

/// exp(m) by scaling and squaring of the balanced matrix. No eigenvalues are needed, so equal time constants are
/// no special case.
template <std::size_t N>
inline square_matrix<N> matrix_exponential(square_matrix<N> m) {
  const auto d = balance(m);
  double norm = 0;
  for (std::size_t i = 0; i < N; ++i) {
    double row = 0;
    for (std::size_t j = 0; j < N; ++j) {
      m[i][j] *= d[j] / d[i];
      row += std::abs(m[i][j]);
    }
    norm = std::max(norm, row);
  }
  const int squarings = norm > 0.5 ? std::max(0, std::ilogb(norm) + 2) : 0;
  for (auto& row : m)
    for (auto& e : row) e = std::ldexp(e, -squarings);

  // With a norm of 1/2 or less, the terms after the 17th are below the rounding error.
  square_matrix<N> sum{}, term{};
  for (std::size_t i = 0; i < N; ++i) sum[i][i] = term[i][i] = 1;
  for (int k = 1; k <= 17; ++k) {
    term = product(term, m);
    for (std::size_t i = 0; i < N; ++i)
      for (std::size_t j = 0; j < N; ++j) sum[i][j] += term[i][j] /= k;
  }
  for (int k = 0; k < squarings; ++k) sum = product(sum, sum);

  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < N; ++j) sum[i][j] *= d[i] / d[j];
  return sum;
}

} // namespace cortexpr::detail
