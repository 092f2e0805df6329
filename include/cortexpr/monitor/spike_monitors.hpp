// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/description/monitor.hpp>
#include <cortexpr/units/quantity.hpp>
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

/// The value of a variable or parameter of every neuron that spikes, at its spike (in front of the reset): a row per
/// spike. `neurons` of the recording are the numbers of the neurons.
template <fixed_string Name>
struct value_at_spikes {
  static constexpr auto reads = names<Name>;
  static auto at_spike(const auto& n) { return n[name_constant<Name>{}]; }
};

} // namespace cortexpr
