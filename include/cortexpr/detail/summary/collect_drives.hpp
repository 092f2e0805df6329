// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/neuron/population_state.hpp>
#include <cortexpr/detail/structure/shown_neuron.hpp>
#include <cortexpr/detail/summary/collect_populations.hpp>
#include <cortexpr/sources/drive.hpp>

namespace cortexpr::detail {

/// Mean, smallest and largest value of a drive over time (and, where neurons differ, over neurons).
struct drive_range {
  double mean = 0, deviation = 0, low = 0, high = 0;
};

/// Of numbers one after the other.
template <class Values>
drive_range range_of_values(const Values& all) {
  drive_range r{0, 0, all.front(), all.front()};
  double n = 0, squares = 0;
  for (const double x : all) {
    ++n;
    const double away = x - r.mean;
    r.mean += away / n;
    squares += away * (x - r.mean);
    r.low = std::min(r.low, x);
    r.high = std::max(r.high, x);
  }
  r.deviation = std::sqrt(squares / n);
  return r;
}

template <dimension D>
drive_range range_of(const constant_drive<D>& drive) {
  return {drive.amplitude.si(), 0, drive.amplitude.si(), drive.amplitude.si()};
}
template <dimension D>
drive_range range_of(const sinusoid<D>& drive) {
  const double a = std::abs(drive.amplitude.si()), mean = drive.offset.si();
  return {mean, a / std::sqrt(2.0), mean - a, mean + a};
}
template <dimension D>
drive_range range_of(const timed_array<D>& drive) {
  return range_of_values(drive.values());
}
/// A drive of the user's own is sampled during its first second.
template <class Policy>
drive_range range_of(const Policy& drive) {
  std::vector<double> samples;
  for (int k = 0; k < 2000; ++k) samples.push_back(drive.value(5e-4 * k));
  return range_of_values(samples);
}

/// So is a function of time and neuron, for some neurons.
template <auto const& D, std::size_t K, class M, class Integrator, class Real, class F>
drive_range range_over_neurons(const population_state<M, Integrator, Real>& p, const function_drive<F>& drive) {
  constexpr std::size_t times = 200, neurons = 20;
  std::vector<double> samples;
  const std::size_t every = std::max<std::size_t>(1, p.size / neurons);
  for (std::size_t k = 0; k < times; ++k)
    for (std::size_t i = 0; i < p.size; i += every)
      samples.push_back(drive.value(5e-3 * static_cast<double>(k), neuron_of<D, K, Real>(p, i)));
  return range_of_values(samples);
}

template <class Net, std::size_t K>
void collect_drive(const typename Net::state& state, network_summary& all) {
  using structure = typename Net::structure;
  constexpr auto path = structure::template item<K>::target;
  constexpr std::size_t population = structure::find_population(path.item);
  if constexpr (population != not_found) {
    constexpr std::size_t input =
        find_variable<inputs_of<typename structure::template model<population>, checked>>(path.part);
    input_summary& facts = all.populations[population_number<structure>(population)].inputs[input];
    const auto& drive = item_at<K>(state.items);
    const drive_range r = [&] {
      if constexpr (is_function_of_neurons<std::remove_cvref_t<decltype(drive)>>)
        return range_over_neurons<Net::description_value, population>(item_at<population>(state.items), drive);
      else
        return range_of(drive);
    }();
    facts.driven = true;
    facts.mean += r.mean;
    facts.deviation = std::hypot(facts.deviation, r.deviation);
    facts.low += r.low;
    facts.high += r.high;
  }
}

} // namespace cortexpr::detail
