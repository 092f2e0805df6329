// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/description/monitor.hpp>
#include <cortexpr/units/math.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>

/// Monitors that sum up one variable of all neurons of a population, or of all synapses of a projection, with the unit
/// of the variable. With `window` or `in_total` they go over all looks, too.
///
/// Example (examples/reference/monitors.cpp):
///
///     monitor<"E.mean_v", "E">(mean_of<"v">{}, every{1_ms}), monitor<"E.spread", "E">(deviation_of<"v">{}, every{1_ms}),
///     monitor<"S.mean_w", "S">(mean_of<"w">{}, every{10_ms})

namespace cortexpr {

namespace detail {

/// The type of a named value of what a monitor sees.
template <class Seen, fixed_string Name>
using value_of_seen = std::remove_cvref_t<decltype(std::declval<const Seen&>()[name_constant<Name>{}])>;

template <fixed_string Name, class Seen>
struct sum_and_count {
  value_of_seen<Seen, Name> sum{};
  std::uint64_t n = 0;
};

} // namespace detail

/// The mean, sum(x_i) / n. A `monitor<"name", "population or projection">(mean_of<"v">{})`.
template <fixed_string Name>
struct mean_of {
  static constexpr auto reads = names<Name>;
  template <class Seen>
  using part = detail::sum_and_count<Name, Seen>;
  static void on_step(auto& p, const auto& n) {
    p.sum += n[name_constant<Name>{}];
    ++p.n;
  }
  template <class Part>
  static Part merge(const Part& a, const Part& b) {
    return {a.sum + b.sum, a.n + b.n};
  }
  static auto result(const auto& p) { return p.sum / p.n; }
};

/// The sum, of all looks of a row.
template <fixed_string Name>
struct sum_of : mean_of<Name> {
  static auto result(const auto& p) { return p.sum; }
};

/// The standard deviation, sqrt(sum((x_i - mean)^2) / n), by the recurrence of Welford (1962); parts are merged by the
/// formula of Chan, Golub and LeVeque (1979), which does not lose digits where the spread is small.
template <fixed_string Name>
struct deviation_of {
  static constexpr auto reads = names<Name>;
  template <class Seen>
  struct part {
    using value = detail::value_of_seen<Seen, Name>;
    std::uint64_t n = 0;
    value mean{};
    decltype(value{} * value{}) squares{}; ///< sum of squared distances from the mean
  };
  static void on_step(auto& p, const auto& n) {
    ++p.n;
    const auto apart = n[name_constant<Name>{}] - p.mean;
    p.mean += apart / p.n;
    p.squares += apart * (n[name_constant<Name>{}] - p.mean);
  }
  template <class Part>
  static Part merge(const Part& a, const Part& b) {
    if (a.n == 0) return b;
    if (b.n == 0) return a;
    const auto apart = b.mean - a.mean;
    const auto n = static_cast<double>(a.n + b.n), of_b = static_cast<double>(b.n);
    return {a.n + b.n, a.mean + apart * (of_b / n),
            a.squares + b.squares + apart * apart * (static_cast<double>(a.n) * of_b / n)};
  }
  static auto result(const auto& p) { return sqrt(p.squares / p.n); }
};

/// The smallest and the largest value: two columns.
template <fixed_string Name>
struct range_of {
  static constexpr auto reads = names<Name>;
  static constexpr bool sums_exactly = true;
  template <class Seen>
  struct part {
    using value = detail::value_of_seen<Seen, Name>;
    value smallest{std::numeric_limits<double>::infinity()};
    value largest{-std::numeric_limits<double>::infinity()};
  };
  static void on_step(auto& p, const auto& n) {
    const auto x = n[name_constant<Name>{}];
    if (x < p.smallest) p.smallest = x;
    if (x > p.largest) p.largest = x;
  }
  template <class Part>
  static Part merge(const Part& a, const Part& b) {
    return {a.smallest < b.smallest ? a.smallest : b.smallest, a.largest > b.largest ? a.largest : b.largest};
  }
  static auto result(const auto& p) { return std::array{p.smallest, p.largest}; }
};

} // namespace cortexpr
