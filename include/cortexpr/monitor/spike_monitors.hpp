// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/description/monitor.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>

/// Monitors of spikes that keep no spikes.
///
/// Example (examples/reference/monitors.cpp):
///
///     monitor<"E.cv", "E">(interval_variation{}, in_total{}),
///     monitor<"first half", "E[0:50]">(mean_rate{}, window{10_ms}),
///     monitor<"E.w_at_spikes", "E">(value_at_spikes<"w">{})

namespace cortexpr {

/// The number of spikes of a population, or of a slice of it: per step, or per `window{10_ms}`, or `in_total{}`.
struct spike_count {
  static constexpr bool sums_exactly = true;
  struct part {
    std::uint64_t spikes = 0;
  };
  static void on_spike(part& p, const auto&) { ++p.spikes; }
  static part merge(const part& a, const part& b) { return {a.spikes + b.spikes}; }
  static std::uint64_t result(const part& p) { return p.spikes; }
};

/// The mean rate of a population, or of a slice of it, spikes / (neurons * window), in `window{10_ms}`.
struct mean_rate {
  static constexpr bool sums_exactly = true;
  struct part {
    std::uint64_t spikes = 0, looks = 0; ///< neurons times steps
    quantity<dim::second> dt{0};
  };
  static void on_step(part& p, const auto& n) {
    ++p.looks;
    p.dt = n.dt;
  }
  static void on_spike(part& p, const auto&) { ++p.spikes; }
  static part merge(const part& a, const part& b) {
    return {a.spikes + b.spikes, a.looks + b.looks, a.looks != 0 ? a.dt : b.dt};
  }
  static auto result(const part& p) { return p.spikes / (p.looks * p.dt); }
};

namespace detail {

/// The intervals between the spikes of a neuron: their number, mean and sum of squared distances from it (Welford).
struct interval_moments {
  double last = -1, n = 0, mean = 0, squares = 0; // s, but n
};
struct intervals_of_neurons {
  using own = interval_moments;
  struct part {
    double sum = 0, n = 0;
  };
  static void on_spike(part&, const auto& n, own& o) {
    const double now = n.t.si(), interval = now - o.last;
    if (o.last >= 0) {
      o.n += 1;
      const double apart = interval - o.mean;
      o.mean += apart / o.n;
      o.squares += apart * (interval - o.mean);
    }
    o.last = now;
  }
  static part merge(const part& a, const part& b) { return {a.sum + b.sum, a.n + b.n}; }
};

} // namespace detail

/// The mean interval between the spikes of a neuron, over all intervals of all neurons so far. With `in_total{}` one
/// result; with `window{1_s}` a row every second about all that was up to then.
struct mean_interval : detail::intervals_of_neurons {
  static void on_result(part& p, const own& o) {
    p.sum += o.mean * o.n;
    p.n += o.n;
  }
  static auto result(const part& p) { return quantity<dim::second>(p.sum / p.n); }
};

/// The coefficient of variation of the intervals between the spikes of a neuron, standard deviation / mean, as the mean
/// over the neurons that have two intervals or more so far (1 for Poisson spikes, 0 for a clock). Intervals are whole
/// numbers of time steps. As `interval_variations` of recorded spikes, without recording them.
struct interval_variation : detail::intervals_of_neurons {
  static void on_result(part& p, const own& o) {
    if (o.n < 2) return;
    p.sum += std::sqrt(o.squares / o.n) / o.mean;
    p.n += 1;
  }
  static double result(const part& p) { return p.sum / p.n; }
};

/// Pearson's correlation coefficient of the spike counts of two neurons in bins of `window{2_ms}`, as the mean over all
/// pairs of those whose counts are not always the same. Up to N neurons are watched, all at once and in N^2 / 2
/// numbers: of a larger population a slice. With `in_total{}` one result, else a row per bin, about all that was up to
/// its end. As the mean of `count_correlations` of recorded spikes, without recording them.
///
///     monitor<"E.correlation", "E[0:50]">(count_correlation<50>{}, window{2_ms}, in_total{})
template <std::size_t N>
struct count_correlation {
  static constexpr bool sums_exactly = true;
  static constexpr std::size_t room = N;
  struct part {
    std::array<std::uint32_t, N> spikes{}; ///< of each neuron in the present bin
  };
  struct sums {
    std::uint64_t bins = 0;
    std::array<std::uint64_t, N> counts{};
    std::array<std::uint64_t, N*(N + 1) / 2> products{}; ///< of the counts of a and b <= a in one bin
  };
  static void on_spike(part& p, const auto& n) { ++p.spikes[n.place()]; }
  static part merge(const part& a, const part& b) {
    part both;
    for (std::size_t k = 0; k < N; ++k) both.spikes[k] = a.spikes[k] + b.spikes[k];
    return both;
  }
  static void on_bin(sums& s, const part& bin) {
    ++s.bins;
    for (std::size_t a = 0; a < N; ++a) {
      if (bin.spikes[a] == 0) continue;
      s.counts[a] += bin.spikes[a];
      for (std::size_t b = 0; b <= a; ++b)
        s.products[a * (a + 1) / 2 + b] += std::uint64_t{bin.spikes[a]} * bin.spikes[b];
    }
  }
  static double result(const sums& s) {
    // bins^2 times the covariance: whole numbers
    const auto covariance = [&](std::size_t a, std::size_t b) {
      return static_cast<double>(s.bins) * static_cast<double>(s.products[a * (a + 1) / 2 + b]) -
             static_cast<double>(s.counts[a]) * static_cast<double>(s.counts[b]);
    };
    double sum = 0, pairs = 0;
    for (std::size_t a = 0; a < N; ++a)
      for (std::size_t b = 0; b < a; ++b)
        if (const double variances = covariance(a, a) * covariance(b, b); variances > 0) {
          sum += covariance(a, b) / std::sqrt(variances);
          pairs += 1;
        }
    return sum / pairs;
  }
};

/// The value of a variable or parameter of every neuron that spikes, at its spike (before the reset): a row per
/// spike. `neurons` of the recording are the numbers of the neurons.
template <fixed_string Name>
struct value_at_spikes {
  static constexpr auto reads = names<Name>;
  static auto at_spike(const auto& n) { return n[name_constant<Name>{}]; }
};

} // namespace cortexpr
