// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/monitor/window.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace cortexpr {

/// Neurons first to last - 1 of a population, as the slice `cells[first:last]` of a route.
struct neuron_range {
  std::uint64_t first = 0, last = 0;
  [[nodiscard]] constexpr bool contains(std::uint64_t neuron) const { return neuron >= first && neuron < last; }
};

namespace detail {

/// The place of the largest score; none if two share it.
inline std::optional<std::size_t> only_largest(const std::vector<double>& scores) {
  std::optional<std::size_t> best;
  bool alone = true;
  for (std::size_t k = 0; k < scores.size(); ++k) {
    if (!best || scores[k] > scores[*best]) {
      best = k;
      alone = true;
    } else if (!(scores[k] < scores[*best])) {
      alone = false;
    }
  }
  return alone ? best : std::nullopt;
}

inline void check_window(quantity<dim::second> from, quantity<dim::second> to,
                         const std::vector<cortexpr::neuron_range>& groups) {
  require_rising("winner", from, to);
  for (const auto& g : groups)
    if (!(g.first < g.last)) raise({"winner: the group [", g.first, ":", g.last, "] is empty"});
}
inline void check_groups(const selection& which, const std::vector<cortexpr::neuron_range>& groups) {
  for (const auto& g : groups)
    if (g.last > which.total())
      raise({"winner: the group [", g.first, ":", g.last, "] ends after the last of the ", which.total(), " neurons"});
}

} // namespace detail

/// Which group has the most spikes from time `from` to before time `to`; none on a tie, such as silence.
/// Throws `invalid_value` if a group is empty or the window is.
///
/// Example (examples/reference/winner.cpp):
///
///     const auto k = winner(sim["cells.spikes"_name], {{0, 10}, {10, 20}}, 100_ms, 300_ms); // 0, 1 or nothing
[[nodiscard]] inline std::optional<std::size_t> winner(const spike_train& spikes,
                                                       const std::vector<cortexpr::neuron_range>& groups,
                                                       quantity<dim::second> from, quantity<dim::second> to) {
  detail::check_window(from, to, groups);
  detail::check_groups(spikes.which, groups);
  std::vector<double> counts(groups.size());
  for (std::size_t k = 0; k < spikes.size(); ++k)
    if (detail::in_window(spikes.steps[k], spikes.dt, from, to))
      for (std::size_t g = 0; g < groups.size(); ++g)
        if (groups[g].contains(spikes.neurons[k])) ++counts[g];
  return detail::only_largest(counts);
}

/// Which group of units has the largest mean in a recording of outputs (or of any other variable); none on a tie. Only
/// recorded units count: a group without one is an error, `invalid_value`, as is a window without a row.
template <class Real>
[[nodiscard]] std::optional<std::size_t> winner(const trace<Real>& outputs, const std::vector<neuron_range>& groups,
                                                quantity<dim::second> from, quantity<dim::second> to) {
  detail::check_window(from, to, groups);
  detail::check_groups(outputs.which, groups);
  std::vector<double> sums(groups.size()), counts(groups.size());
  std::size_t rows = 0;
  for (std::size_t row = 0; row < outputs.rows(); ++row) {
    if (!detail::in_window(outputs.steps[row], outputs.dt, from, to)) continue;
    ++rows;
    for (std::size_t c = 0; c < outputs.columns(); ++c)
      for (std::size_t g = 0; g < groups.size(); ++g)
        if (groups[g].contains(outputs.which.unchecked(c))) {
          sums[g] += static_cast<double>(outputs.unchecked(row, c));
          ++counts[g];
        }
  }
  if (rows == 0 && !groups.empty()) raise({"winner: nothing was recorded in the window"});
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (counts[g] == 0)
      raise({"winner: no neuron of the group [", groups[g].first, ":", groups[g].last, "] was recorded"});
    sums[g] /= counts[g];
  }
  return detail::only_largest(sums);
}

/// Which of several populations fires most in the window, by the mean over the bins that begin in it; none on a tie.
[[nodiscard]] inline std::optional<std::size_t> winner(const std::vector<const rate_trace*>& rates,
                                                       quantity<dim::second> from, quantity<dim::second> to) {
  detail::check_window(from, to, {});
  std::vector<double> means;
  for (const rate_trace* r : rates) {
    double sum = 0, bins = 0;
    for (std::size_t k = 0; k < r->size(); ++k)
      if (detail::in_window(r->starts[k], r->dt, from, to)) {
        sum += r->hertz[k];
        ++bins;
      }
    if (bins == 0) raise({"winner: no bin of a rate begins in the window"});
    means.push_back(sum / bins);
  }
  return detail::only_largest(means);
}

} // namespace cortexpr
