// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

/// Whether the chance of a fit at least as bad is believable: neither a bad fit nor one that is too good.
inline bool is_plausible(double p, double limit = 1e-5) { return p > limit && p < 1 - limit; }

/// The chance of a chi-square at least as large.
inline double chi_square_p(double square, std::size_t freedom) {
  return boost::math::gamma_q(static_cast<double>(freedom) / 2, square / 2);
}

/// Counts of outcomes against their probabilities; neighbours are pooled until ten are expected.
template <class Number>
double fit_p(const std::vector<Number>& counts, const std::vector<double>& probability) {
  double total = 0, square = 0, count = 0, expected = 0;
  for (const Number c : counts) total += static_cast<double>(c);
  std::size_t bins = 0;
  double left = 1;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    count += static_cast<double>(counts[k]);
    expected += probability[k] * total;
    left -= probability[k];
    if (expected < 10 || left * total < 10) continue;
    square += (count - expected) * (count - expected) / expected;
    ++bins;
    count = expected = 0;
  }
  expected += left * total;
  square += (count - expected) * (count - expected) / expected;
  return chi_square_p(square, bins);
}

/// The same for outcomes that are equally likely.
template <class Number>
double equal_p(const std::vector<Number>& counts) {
  double total = 0, square = 0;
  for (const Number c : counts) total += static_cast<double>(c);
  const double expected = total / static_cast<double>(counts.size());
  for (const Number c : counts) {
    const double off = static_cast<double>(c) - expected;
    square += off * off / expected;
  }
  return chi_square_p(square, counts.size() - 1);
}

/// Kolmogorov and Smirnov: the chance of a distance from the cumulative distribution at least as large.
template <class Cumulative>
double distance_p(std::vector<double> x, Cumulative&& below) {
  std::sort(x.begin(), x.end());
  const auto n = static_cast<double>(x.size());
  double distance = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    const double expected = below(x[k]);
    distance = std::max({distance, expected - static_cast<double>(k) / n, static_cast<double>(k + 1) / n - expected});
  }
  const double z = distance * (std::sqrt(n) + 0.12 + 0.11 / std::sqrt(n));
  if (z < 0.2) return 1; // the series does not converge there, and the chance is 1 to all digits
  double p = 0, sign = 2;
  for (int k = 1; k <= 100; ++k, sign = -sign) p += sign * std::exp(-2 * z * z * k * k);
  return p;
}

/// The chance that a standard normal number is at most x.
inline double normal_below(double x) { return 0.5 * std::erfc(-x * std::numbers::sqrt2 / 2); }

inline double average_of(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}
inline double sd_of(const std::vector<double>& x) {
  const double mean = average_of(x);
  double sum = 0;
  for (const double value : x) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(x.size() - 1));
}
