// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/detail/step/rate_check.hpp>
#include <cortexpr/sources/drive.hpp>
#include <cortexpr/units/format.hpp>
#include <cstddef>
#include <string>
#include <string_view>

namespace cortexpr::detail {

// A source that spikes with probability rate dt spikes at most once in a step: a higher rate would be cut silently, and
// is refused when the network is built. Rates that depend on a neuron's own state are not known in advance; there, a
// probability above 1 is 1.

/// The smallest and the largest value of a drive over time, per column. Empty if they are unknown.
template <class Policy>
struct drive_extremes {
  static constexpr bool constant = false;
  sequence<double> low, high;
  explicit drive_extremes(const Policy&) {}
};
template <dimension D>
struct drive_extremes<constant_drive<D>> {
  static constexpr bool constant = true;
};
template <dimension D>
struct drive_extremes<sinusoid<D>> {
  static constexpr bool constant = false;
  sequence<double> low, high;
  explicit drive_extremes(const sinusoid<D>& drive) {
    const bool moves = drive.frequency.si() != 0;
    const double mean = moves ? drive.offset.si() : drive.value(0), swing = moves ? std::abs(drive.amplitude.si()) : 0;
    low = {mean - swing};
    high = {mean + swing};
  }
};
template <dimension D>
struct drive_extremes<timed_array<D>> {
  static constexpr bool constant = false;
  sequence<double> low, high;
  explicit drive_extremes(const timed_array<D>& drive) {
    const auto& all = drive.values();
    const std::size_t n = drive.columns();
    for (std::size_t k = 0; k < n; ++k) low.push_back(all[k]);
    high = low;
    for (std::size_t k = 0; k < all.size(); ++k) {
      low[k % n] = std::min(low[k % n], all[k]);
      high[k % n] = std::max(high[k % n], all[k]);
    }
  }
};

/// Refuses rates of population K that are negative, NaN or above one spike per step.
template <auto const& D, std::size_t K, class Real>
[[gnu::cold, gnu::noinline]] void check_source(const network_state<D, Real>& state) {
  using s = structure<D>;
  using m = typename s::template model<K>;
  using input_values = inputs_of<m, numeric<double>>;
  const auto& p = item_at<K>(state.items);
  const auto each_drive = [&](auto&& f) {
    for_each_index<input_count<m>>([&](auto i) {
      for_each_drive_of<D, K, i>(
          [&](auto k) { f(item_at<k>(state.items), i, s::names[k], s::template item<k>::sliced.part.of(p.size)); });
    });
  };
  bool alike = true; // all neurons have the same parameters and drives
  for_each_index<parameter_count<m>>([&](auto k) { alike = alike && variable<k>(p.parameters).shared(); });
  each_drive(
      [&](const auto&, auto, std::string_view, const reach& neurons) { alike = alike && neurons.size() == p.size; });
  // What constant drives give neuron i, and how many others it has.
  const auto constant_inputs = [&](std::size_t i, std::size_t& moving) {
    input_values in;
    moving = 0;
    each_drive([&]<class Policy>(const Policy& drive, auto input, std::string_view, const reach& neurons) {
      if (i < neurons.begin || i >= neurons.end) return;
      if constexpr (drive_extremes<Policy>::constant)
        variable<input>(in) += drive.value(0);
      else
        ++moving;
    });
    return in;
  };
  const auto rate_of = [&]([[maybe_unused]] std::size_t i, const input_values& in) {
    parameters_of<m, numeric<double>> q;
    for_each_index<parameter_count<m>>(
        [&](auto k) { variable<k>(q) = lanes<double>(static_cast<double>(variable<k>(p.parameters).of(i))); });
    return lanes<double>(spike_rate<m>(state_of<m, numeric<double>>{}, q, in)).value;
  };
  std::size_t moving = 0;
  for (std::size_t i = 0; i < (alike ? 1 : p.size); ++i)
    if (const input_values in = constant_inputs(i, moving); moving == 0)
      rate_check{s::names[K], "", step_of_population<D, K>(state), alike, CountsHazard<m>}(rate_of(i, in), i);
  each_drive([&]<class Policy>(const Policy& drive, auto input, std::string_view name, const reach& neurons) {
    if constexpr (!drive_extremes<Policy>::constant) {
      const drive_extremes<Policy> range(drive);
      const std::size_t columns = range.low.size();
      if (columns == 0) return;
      const bool same = alike && columns == 1;
      const rate_check check{s::names[K], name, step_of_population<D, K>(state), same, CountsHazard<m>};
      for (std::size_t i = neurons.begin; i < (same ? 1 : neurons.end); ++i) {
        const input_values constant = constant_inputs(i, moving);
        // Where several drives move, they need not be at their peaks together.
        if (moving != 1) continue;
        const auto with = [&](double x) {
          input_values in = constant;
          variable<input>(in) += x;
          return rate_of(i, in);
        };
        const std::size_t c = columns == 1 ? 0 : i - neurons.begin;
        check(with(range.high[c]), i);
        // A table gives rates, none of which may be negative; a sinusoid below zero means no spikes.
        if constexpr (requires { drive.columns(); }) check(with(range.low[c]), i);
      }
    }
  });
}

} // namespace cortexpr::detail
