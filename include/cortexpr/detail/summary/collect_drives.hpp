// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/neuron/population_state.hpp>
#include <cortexpr/detail/structure/shown_neuron.hpp>
#include <cortexpr/detail/summary/collect_populations.hpp>
#include <cortexpr/sources/drive.hpp>
#include <string>
#include <type_traits>
#include <vector>

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
/// Of the columns of some neurons.
template <dimension D>
drive_range range_of_columns(const timed_array<D>& drive, std::size_t begin, std::size_t end) {
  std::vector<double> some;
  for (std::size_t row = 0; row < drive.values().size(); row += drive.columns())
    for (std::size_t j = begin; j < end; ++j) some.push_back(drive.values()[row + j]);
  return range_of_values(some);
}
/// A drive of the user's own is sampled during its first second.
template <class Policy>
drive_range range_of(const Policy& drive) {
  std::vector<double> samples;
  for (int k = 0; k < 2000; ++k) samples.push_back(drive.value(5e-4 * k));
  return range_of_values(samples);
}

/// So is a function of time and neuron, for some neurons of those that it is for.
template <auto const& D, std::size_t K, class M, class Integrator, class Real, class F>
drive_range range_over_neurons(const population_state<M, Integrator, Real>& p, const reach& neurons,
                               const function_drive<F>& drive) {
  constexpr std::size_t times = 200, most = 20;
  std::vector<double> samples;
  const std::size_t every = std::max<std::size_t>(1, neurons.size() / most);
  for (std::size_t k = 0; k < times; ++k)
    for (std::size_t i = neurons.begin; i < neurons.end; i += every)
      samples.push_back(drive.value(5e-3 * static_cast<double>(k), neuron_of<D, K, Real>(p, i)));
  return range_of_values(samples);
}

template <class T>
inline constexpr bool is_timed_array = false;
template <dimension D>
inline constexpr bool is_timed_array<timed_array<D>> = true;

/// Whether a timed array is a list of a few constant values, the last of which is meant to go on.
template <dimension D>
bool rests_at_end(const timed_array<D>& array) {
  const auto& x = array.values();
  const std::size_t n = array.columns();
  return x.size() < 10 * n ||
         std::equal(x.end() - static_cast<std::ptrdiff_t>(n), x.end(), x.end() - static_cast<std::ptrdiff_t>(2 * n));
}

/// Looks at a drive at the beginnings of steps and in between, during a second; where it is code, now and then until
/// 1000 s, too. `value(t, j)`: of trial neuron j of `count`.
template <class Value>
void try_drive(drive_summary& d, double dt, std::size_t count, const Value& value) {
  const auto steps = static_cast<std::size_t>(std::clamp(std::ceil(1 / dt), 10.0, 1e4));
  d.low = d.step_low = std::numeric_limits<double>::infinity();
  d.high = d.step_high = -d.low;
  const auto note = [&](double x, bool at_step) {
    d.low = std::min(d.low, x), d.high = std::max(d.high, x);
    if (at_step) d.step_low = std::min(d.step_low, x), d.step_high = std::max(d.step_high, x);
  };
  for (std::size_t j = 0; j < count; ++j) {
    double now = value(0.0, j);
    note(now, true);
    for (std::size_t k = 0; k < steps; ++k) {
      const double t = static_cast<double>(k) * dt, next = value(static_cast<double>(k + 1) * dt, j);
      note(next, true);
      for (const double part : {0.13, 0.29, 0.41, 0.59, 0.73, 0.87}) {
        const double x = value(t + part * dt, j);
        note(x, false);
        const double away = std::max({std::min(now, next) - x, x - std::max(now, next), 0.0});
        if (away > d.missed) d.missed = away, d.missed_at = t + part * dt;
      }
      now = next;
    }
    d.tried = static_cast<double>(steps) * dt;
    if (d.function)
      for (double t = d.tried; t < 1e3; t *= 1.01) note(value(t, j), false), d.tried = std::max(d.tried, t);
  }
}

/// How steps read drive K of a population.
template <class Net, std::size_t K, class Population>
drive_summary collect_drive_times(const Population& p, const typename Net::state& state) {
  using structure = typename Net::structure;
  using item = typename structure::template item<K>;
  const auto& drive = item_at<K>(state.items);
  using policy = std::remove_cvref_t<decltype(drive)>;
  drive_summary facts;
  facts.name = std::string(item::path.view());
  facts.unit = structure::template target_place<K>.dims;
  facts.function = is_function_drive<policy>;
  const double dt = step_of_drive<Net::description_value, K>(state);
  const reach neurons = item::sliced.part.of(p.size);
  const std::size_t few = std::min<std::size_t>(3, neurons.size());
  if constexpr (is_function_of_neurons<policy>) {
    constexpr std::size_t population = structure::find_population(item::target.item);
    const std::size_t apart = few > 1 ? (neurons.size() - 1) / (few - 1) : 1;
    try_drive(facts, dt, few, [&](double t, std::size_t j) {
      return drive.value(
          t, neuron_of<Net::description_value, population, typename Net::real>(p, neurons.begin + j * apart));
    });
  } else if constexpr (is_timed_array<policy>) {
    if (!rests_at_end(drive)) facts.end = drive.duration().si();
    try_drive(facts, dt, std::min(few, drive.columns()), [&](double t, std::size_t j) { return drive.row(t)[j]; });
  } else {
    try_drive(facts, dt, 1, [&](double t, std::size_t) { return drive.value(t); });
  }
  return facts;
}

template <class Net, std::size_t K>
void collect_drive(const typename Net::state& state, network_summary& all) {
  using structure = typename Net::structure;
  using item = typename structure::template item<K>;
  constexpr auto path = item::target;
  constexpr std::size_t population = structure::find_population(path.item);
  if constexpr (population != not_found) {
    constexpr std::size_t input =
        find_variable<inputs_of<typename structure::template model<population>, checked>>(path.part);
    population_summary& of = all.populations[population_number<structure>(population)];
    const auto& drive = item_at<K>(state.items);
    const reach neurons = item::sliced.part.of(of.size);
    const drive_range r = [&] {
      if constexpr (is_function_of_neurons<std::remove_cvref_t<decltype(drive)>>)
        return range_over_neurons<Net::description_value, population>(item_at<population>(state.items), neurons, drive);
      else
        return range_of(drive);
    }();
    all.drives.push_back(collect_drive_times<Net, K>(item_at<population>(state.items), state));
    const auto facts_of = [](const drive_range& range) {
      return input_summary{true, range.mean, range.deviation, range.low, range.high};
    };
    if constexpr (is_timed_array<std::remove_cvref_t<decltype(drive)>>) {
      constexpr slice part = item::sliced.part;
      const std::uint32_t from = part.whole ? 0 : part.begin, to = part.whole ? of.size : part.end;
      if (of.groups.count() > 1 && drive.columns() == to - from) { // each group has its own
        for (std::size_t g = 0; g < of.groups.count(); ++g) {
          const std::uint32_t first = of.groups.first(g);
          const std::uint32_t begin = std::max(first, from), end = std::min(first + of.groups.size(g), to);
          if (begin < end)
            of.sliced_drives.push_back(
                {input, begin, end, facts_of(range_of_columns(drive, begin - from, end - from))});
        }
        return;
      }
    }
    if constexpr (item::sliced.part.whole)
      of.inputs[input].add(facts_of(r));
    else
      of.sliced_drives.push_back({input, item::sliced.part.begin, item::sliced.part.end, facts_of(r)});
  }
}

} // namespace cortexpr::detail
