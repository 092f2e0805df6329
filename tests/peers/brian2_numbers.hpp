// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/io/npz.hpp>
#include <cstdint>
#include <string>
#include <vector>

/// Numbers that Brian2 gave: recorded/NAME.npz, written by reference/NAME.py.
namespace peers {

/// Reproducible numbers in [0, 1), the same in every language (splitmix64 of k + salt): `numbers` of
/// reference/common.py.
inline std::vector<double> numbers(std::size_t n, std::uint64_t salt) {
  std::vector<double> list(n);
  for (std::size_t k = 0; k < n; ++k) {
    std::uint64_t x = (k + salt) * 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    x ^= x >> 31;
    list[k] = std::ldexp(static_cast<double>(x >> 11), -53);
  }
  return list;
}
/// Rows and columns of the numbers below p: spikes (steps, neurons) or pairs (sources, targets) drawn by chance.
struct chosen {
  std::vector<std::int64_t> rows, columns;
};
inline chosen choose(std::size_t rows, std::size_t columns, double p, std::uint64_t salt) {
  const auto u = numbers(rows * columns, salt);
  chosen c;
  for (std::size_t k = 0; k < u.size(); ++k)
    if (u[k] < p) {
      c.rows.push_back(static_cast<std::int64_t>(k / columns));
      c.columns.push_back(static_cast<std::int64_t>(k % columns));
    }
  return c;
}

inline double mean_of(const std::vector<double>& x) {
  double sum = 0;
  for (const double value : x) sum += value;
  return sum / static_cast<double>(x.size());
}
inline double variance_of(const std::vector<double>& x) {
  const double mean = mean_of(x);
  double sum = 0;
  for (const double value : x) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(x.size() - 1);
}
/// How far the means of two samples (one value per seed) lie apart, in standard errors of the difference.
inline double standard_errors_apart(const std::vector<double>& a, const std::vector<double>& b) {
  const double error =
      std::sqrt(variance_of(a) / static_cast<double>(a.size()) + variance_of(b) / static_cast<double>(b.size()));
  return std::abs(mean_of(a) - mean_of(b)) / error;
}
/// The statistic of Kolmogorov and Smirnov for two samples, times sqrt(n m / (n + m)): samples of one distribution
/// exceed 1.95 in one case of a thousand.
inline double kolmogorov_smirnov(std::vector<double> a, std::vector<double> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  double apart = 0;
  for (const auto& list : {a, b})
    for (const double x : list) {
      const auto below_a = static_cast<double>(std::upper_bound(a.begin(), a.end(), x) - a.begin());
      const auto below_b = static_cast<double>(std::upper_bound(b.begin(), b.end(), x) - b.begin());
      apart = std::max(apart, std::abs(below_a / n - below_b / m));
    }
  return apart * std::sqrt(n * m / (n + m));
}

class brian2_numbers {
public:
  explicit brian2_numbers(const std::string& name) : path_(folder() + "recorded/" + name + ".npz") {}

  [[nodiscard]] std::vector<double> numbers(const std::string& name) const {
    const auto array = cortexpr::load_npz<double>(path_, name);
    return {array.begin(), array.end()};
  }
  /// Steps, or numbers of neurons.
  [[nodiscard]] std::vector<std::int64_t> whole_numbers(const std::string& name) const {
    std::vector<std::int64_t> all;
    for (const double x : numbers(name)) all.push_back(static_cast<std::int64_t>(x));
    return all;
  }
  /// Whether a recording holds the spikes of the arrays `steps` and `neurons`, all of them and no other.
  template <class Spikes>
  void compare_spikes(const Spikes& spikes, const std::string& steps = "steps",
                      const std::string& neurons = "neurons") const {
    CHECK(spikes.steps == whole_numbers(steps));
    const auto expected = whole_numbers(neurons);
    CHECK(std::equal(spikes.neurons.begin(), spikes.neurons.end(), expected.begin(), expected.end()));
    CHECK(!expected.empty());
  }
  /// Compares a trace, or its first rows, with an array of times x neurons, by the largest number in it.
  template <class Trace>
  void compare(const std::string& name, const Trace& trace, double tolerance,
               std::size_t rows = ~std::size_t{0}) const {
    std::vector<double> expected = numbers(name);
    REQUIRE(trace.values.size() == expected.size());
    if (rows < trace.rows()) expected.resize(expected.size() / trace.rows() * rows);
    double scale = 0, apart = 0;
    for (const double x : expected) scale = std::max(scale, std::abs(x));
    for (std::size_t k = 0; k < expected.size(); ++k) {
      const double difference = std::abs(static_cast<double>(trace.values[k]) - expected[k]);
      REQUIRE(std::isfinite(difference));
      apart = std::max(apart, difference);
    }
    INFO(name << ": relative difference " << apart / scale);
    CHECK(apart <= tolerance * scale);
  }

private:
  static std::string folder() {
    const std::string file = __FILE__;
    return file.substr(0, file.find_last_of('/') + 1);
  }
  std::string path_;
};

/// One number per seed, here and in the array `name`: the means lie less than 4 standard errors of their difference
/// apart, and the distributions do not differ (Kolmogorov and Smirnov, p > 0.001).
inline void same_distribution(const brian2_numbers& brian, const std::string& name, const std::vector<double>& found) {
  const auto expected = brian.numbers(name);
  INFO(name << ": mean " << mean_of(found) << ", Brian2: " << mean_of(expected));
  CHECK(standard_errors_apart(found, expected) < 4);
  CHECK(kolmogorov_smirnov(found, expected) < 1.95);
}

} // namespace peers
