// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cortexpr/detail/monitor/missing.hpp>
#include <cortexpr/detail/monitor/selection.hpp>
#include <cortexpr/monitor/trace.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cortexpr {

/// Spikes in the order in which they happened; within a step, by neuron.
///
/// Example (examples/reference/recording.cpp):
///
///     const auto& spikes = sim["cells.spikes"_name];
struct spike_train {
  detail::selection which;
  double dt = 0;
  std::vector<std::int64_t> steps;
  std::vector<std::uint32_t> neurons;
  std::vector<double> offsets;  ///< s after the beginning of the step; empty unless the population has precise_spikes
  std::int64_t first_step = -1; ///< since when spikes are kept; -1: no step has been recorded yet
  detail::recording_origin origin;

  [[nodiscard]] std::size_t size() const { return steps.size(); }
  /// Time (s) and neuron of the k-th spike; throws `invalid_value` if there is none.
  template <std::integral N>
  [[nodiscard]] double time(N k) const {
    const double grid = static_cast<double>(steps[checked(k)]) * dt;
    return offsets.empty() ? grid : grid + offsets[static_cast<std::size_t>(k)];
  }
  template <std::integral N>
  [[nodiscard]] std::uint32_t neuron(N k) const {
    return neurons[checked(k)];
  }
  /// The spikes of one group of the population, numbered within the group; throws `invalid_value` if there is none of
  /// this name.
  [[nodiscard]] spike_train of(std::string_view group) const {
    const detail::group_range those = detail::neurons_of_group(origin, group);
    spike_train mine;
    mine.origin = detail::origin_in(origin, group);
    mine.which = detail::selection_in(which, those, mine.origin.name);
    mine.dt = dt;
    mine.first_step = first_step;
    for (std::size_t k = 0; k < size(); ++k) {
      if (!those.holds(neurons[k])) continue;
      mine.steps.push_back(steps[k]);
      mine.neurons.push_back(neurons[k] - those.first);
      if (!offsets.empty()) mine.offsets.push_back(offsets[k]);
    }
    return mine;
  }
  template <class Spikes>
  void take(std::int64_t step, const Spikes& spiking) {
    if (first_step < 0) first_step = step;
    for (const std::uint32_t i : spiking)
      if (which.contains(i)) {
        steps.push_back(step);
        neurons.push_back(i);
      }
  }
  template <class Spikes, class Offsets>
  void take(std::int64_t step, const Spikes& spiking, const Offsets& within) {
    if (first_step < 0) first_step = step;
    for (std::size_t k = 0; k < spiking.size(); ++k)
      if (which.contains(spiking[k])) {
        steps.push_back(step);
        neurons.push_back(spiking[k]);
        offsets.push_back(within[k]);
      }
  }
  void clear() {
    steps.clear();
    neurons.clear();
    offsets.clear();
    first_step = -1;
    origin.streamed = 0;
  }
  [[nodiscard]] bool holds_results() const { return !steps.empty(); }
  /// Removes what has been written to a folder.
  void drop_results(const std::string& folder) {
    const std::uint64_t streamed = origin.streamed + size();
    clear();
    origin.folder = folder;
    origin.streamed = streamed;
  }

private:
  template <std::integral N>
  [[nodiscard]] std::size_t checked(N k) const {
    if (!detail::is_below(k, size()))
      detail::refuse_place(origin, "spike", k, size(), ", numbered from 0 in the order in which they happened", ".t");
    return static_cast<std::size_t>(k);
  }
};

/// Mean firing rate of a population in bins of `period` steps.
///
/// Example (examples/reference/recording.cpp):
///
///     const auto& rate = sim["cells.rate"_name];
struct rate_trace {
  std::uint32_t population = 1; ///< neurons
  std::int64_t period = 1;
  double dt = 0;
  std::vector<std::int64_t> starts; ///< first step of each complete bin
  std::vector<double> hertz;
  std::int64_t filled = 0; ///< steps in the open bin
  std::uint64_t spikes = 0;
  detail::recording_origin origin;
  std::vector<rate_trace> of_groups; ///< of a population of groups, in their order

  [[nodiscard]] std::size_t size() const { return hertz.size(); }
  /// The rate of one group of the population; throws `invalid_value` if there is none of this name.
  [[nodiscard]] const rate_trace& of(std::string_view group) const& {
    return of_groups[detail::find_group(origin, group)];
  }
  const rate_trace& of(std::string_view group) const&& = delete;
  /// Rate (Hz) and beginning (s) of a bin; throws `invalid_value` if there is none.
  template <std::integral N>
  [[nodiscard]] double operator()(N bin) const {
    return hertz[checked(bin)];
  }
  template <std::integral N>
  [[nodiscard]] double time(N bin) const {
    return static_cast<double>(starts[checked(bin)]) * dt;
  }
  /// Counts the spikes of groups; `take` follows.
  template <class Spikes>
  void count_groups(std::int64_t step, const Spikes& spiking) {
    const std::vector<std::uint32_t>& bounds = origin.groups->bounds();
    std::size_t g = 0;
    for (const std::uint32_t i : spiking) {
      while (i >= bounds[g + 1]) ++g;
      ++of_groups[g].spikes;
    }
    for (rate_trace& r : of_groups) r.take(step, 0);
  }
  void take(std::int64_t step, std::size_t spiking) {
    spikes += spiking;
    if (++filled < period) return;
    starts.push_back(step + 1 - period);
    hertz.push_back(static_cast<double>(spikes) / (static_cast<double>(population) * static_cast<double>(period) * dt));
    filled = 0;
    spikes = 0;
  }
  void clear() {
    starts.clear();
    hertz.clear();
    filled = 0;
    spikes = 0;
    origin.streamed = 0;
    for (rate_trace& r : of_groups) r.clear();
  }
  [[nodiscard]] bool holds_results() const { return !starts.empty(); }
  /// Removes what has been written to a folder: all but the open bin.
  void drop_results(const std::string& folder) {
    origin.folder = folder;
    origin.streamed += size();
    starts.clear();
    hertz.clear();
    for (rate_trace& r : of_groups) r.drop_results(folder);
  }

private:
  template <std::integral N>
  [[nodiscard]] std::size_t checked(N bin) const {
    if (!detail::is_below(bin, size())) refuse_bin(bin);
    return static_cast<std::size_t>(bin);
  }
  [[noreturn, gnu::cold, gnu::noinline]] void refuse_bin(detail::text_piece wrote) const {
    const std::string there = detail::joined(
        {", numbered from 0, of ", detail::quantity_text(static_cast<double>(period) * dt, dim::second), " each"});
    detail::refuse_place(origin, "bin", wrote, size(), there, "");
  }
};

} // namespace cortexpr
