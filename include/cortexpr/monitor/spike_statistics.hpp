// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/detail/monitor/window.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cortexpr/units/literals.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace cortexpr {

namespace detail {

/// The steps at which each recorded neuron spiked from time `from` to before time `to`, in the order of the recording;
/// as `double`, with their fraction where spikes are located between steps.
template <class Number = std::int64_t>
[[nodiscard]] std::vector<std::vector<Number>> spikes_by_neuron(const char* who, const spike_train& spikes,
                                                                quantity<dim::second> from, quantity<dim::second> to) {
  require_rising(who, from, to);
  std::unordered_map<std::uint64_t, std::size_t> place;
  for (std::size_t k = 0; k < spikes.which.size(); ++k) place.emplace(spikes.which.unchecked(k), k);
  std::vector<std::vector<Number>> by_neuron(spikes.which.size());
  for (std::size_t k = 0; k < spikes.size(); ++k)
    if (in_window(spikes.steps[k], spikes.dt, from, to)) {
      auto step = static_cast<Number>(spikes.steps[k]);
      if constexpr (std::is_floating_point_v<Number>)
        if (!spikes.offsets.empty()) step += spikes.offsets[k] / spikes.dt;
      by_neuron[place.at(spikes.neurons[k])].push_back(step);
    }
  return by_neuron;
}

/// The numbers of a sample in rising order.
template <class List>
std::vector<double> sorted_sample(const List& list) {
  std::vector<double> sample;
  append_elements<double>(sample, list);
  if (sample.empty()) raise({"kolmogorov_smirnov: a sample is empty"});
  for (const double x : sample)
    if (std::isnan(x)) raise({"kolmogorov_smirnov: a sample holds NaN"});
  std::sort(sample.begin(), sample.end());
  return sample;
}

} // namespace detail

/// Firing rate in Hz of every recorded neuron, from time `from` to before time `to`.
/// Throws `invalid_value` if the window is empty.
///
/// Example (examples/reference/spike_statistics.cpp):
///
///     const std::vector<double> hertz = firing_rates(sim["E.spikes"_name], 200_ms, 4_s);
[[nodiscard]] inline std::vector<double> firing_rates(const spike_train& spikes, quantity<dim::second> from,
                                                      quantity<dim::second> to) {
  std::vector<double> hertz;
  for (const auto& steps : detail::spikes_by_neuron("firing_rates", spikes, from, to))
    hertz.push_back(static_cast<double>(steps.size()) / (to - from).si());
  return hertz;
}

/// Coefficient of variation (standard deviation / mean) of the inter-spike intervals of every neuron that has at least
/// `intervals` of them in the window: 1 for Poisson spikes, 0 for a clock. Short windows make it smaller than it is.
/// Throws `invalid_value` if the window is empty or fewer than two intervals are asked for.
[[nodiscard]] inline std::vector<double> interval_variations(const spike_train& spikes, quantity<dim::second> from,
                                                             quantity<dim::second> to, std::size_t intervals = 2) {
  if (intervals < 2) raise({"interval_variations: at least two intervals are needed for a standard deviation"});
  std::vector<double> variations;
  for (const auto& steps : detail::spikes_by_neuron<double>("interval_variations", spikes, from, to)) {
    if (steps.size() < intervals + 1) continue;
    const auto n = static_cast<double>(steps.size() - 1);
    const double mean = (steps.back() - steps.front()) / n;
    double squares = 0;
    for (std::size_t k = 1; k < steps.size(); ++k) {
      const double off = (steps[k] - steps[k - 1]) - mean;
      squares += off * off;
    }
    variations.push_back(std::sqrt(squares / n) / mean);
  }
  return variations;
}

/// Pearson's correlation coefficients of spike counts in bins of `bin`, of all pairs among the first `most` recorded
/// neurons that spike in the window: (0,1), (0,2), ..., (1,2), ... Spikes after the last whole bin are left out.
/// Throws `invalid_value` if the window holds less than two bins or a bin is no multiple of the time step.
[[nodiscard]] inline std::vector<double> count_correlations(const spike_train& spikes, quantity<dim::second> from,
                                                            quantity<dim::second> to, quantity<dim::second> bin = 2_ms,
                                                            std::size_t most = 200) {
  const auto by_neuron = detail::spikes_by_neuron("count_correlations", spikes, from, to);
  const std::int64_t steps_per_bin = detail::whole_steps(bin.si(), spikes.dt, "a bin", "count_correlations");
  const auto first = static_cast<std::int64_t>(detail::first_step_from(from.si(), spikes.dt));
  const auto end = static_cast<std::int64_t>(detail::first_step_from(to.si(), spikes.dt));
  if (end - first < 2 * steps_per_bin) raise({"count_correlations: the window must hold at least two bins"});
  const auto bins = static_cast<std::size_t>((end - first) / steps_per_bin);
  // Counts less their mean, divided by the root of the sum of their squares: a coefficient is an inner product.
  std::vector<std::vector<double>> counts;
  for (const auto& steps : by_neuron) {
    if (counts.size() == most) break;
    std::vector<double> n(bins, 0.0);
    for (const std::int64_t step : steps)
      if (const auto k = static_cast<std::size_t>((step - first) / steps_per_bin); k < bins) n[k] += 1;
    const double mean = std::accumulate(n.begin(), n.end(), 0.0) / static_cast<double>(bins);
    double squares = 0;
    for (double& x : n) x -= mean, squares += x * x;
    if (!(squares > 0)) continue;
    for (double& x : n) x /= std::sqrt(squares);
    counts.push_back(std::move(n));
  }
  std::vector<double> coefficients;
  for (std::size_t a = 0; a < counts.size(); ++a)
    for (std::size_t b = a + 1; b < counts.size(); ++b)
      coefficients.push_back(std::inner_product(counts[a].begin(), counts[a].end(), counts[b].begin(), 0.0));
  return coefficients;
}

/// How far two samples are from being drawn from one distribution.
struct sample_distance {
  double distance = 0; ///< the largest difference of the cumulative distributions
  double p = 1;        ///< the chance of a distance at least as large if both have one distribution
};

/// Compares two samples by the test of Kolmogorov and Smirnov; p by the asymptotic series with Stephens' correction
/// (Stephens 1970, J. R. Stat. Soc. B 32:115), good from some ten values on. Many equal values make p too large.
/// The samples are any ranges or xtensor expressions. Throws `invalid_value` if one is empty or holds NaN.
template <class A = std::vector<double>, class B = std::vector<double>>
[[nodiscard]] sample_distance kolmogorov_smirnov(const A& first, const B& second) {
  const std::vector<double> a = detail::sorted_sample(first), b = detail::sorted_sample(second);
  const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  sample_distance result;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const double x = std::min(a[i], b[j]);
    while (i < a.size() && a[i] <= x) ++i;
    while (j < b.size() && b[j] <= x) ++j;
    result.distance = std::max(result.distance, std::abs(static_cast<double>(i) / n - static_cast<double>(j) / m));
  }
  const double root = std::sqrt(n * m / (n + m));
  const double z = result.distance * (root + 0.12 + 0.11 / root);
  if (z < 0.2) return result; // the series does not converge there, and the chance is 1 to all digits
  result.p = 0;
  for (int k = 1; k <= 100; ++k) result.p += (k % 2 == 1 ? 2 : -2) * std::exp(-2 * z * z * k * k);
  return result;
}

} // namespace cortexpr
