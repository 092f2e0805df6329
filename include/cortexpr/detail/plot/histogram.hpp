// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/plot/panel.hpp>

namespace cortexpr::detail {

/// Outlines of how many values lie in each of equal bins from the least to the greatest of all; an axis of its own.
[[nodiscard, gnu::cold]] inline panel histogram_panel(const std::string& label, const std::vector<curve>& lists,
                                                      std::size_t bins, const std::string& x_label) {
  panel p;
  p.label = label;
  p.x_label = x_label.empty() ? " " : x_label;
  span_of_numbers x, y;
  for (const auto& list : lists)
    for (const double value : list.y) x.take(value);
  if (x.empty()) x = {0, 1};
  if (!(x.length() > 1e-12 * std::max(std::abs(x.low), std::abs(x.high)))) {
    const double room = std::max(0.5 * std::abs(x.low), 1e-12);
    x = {x.low - room, x.high + room};
  }
  const double width = x.length() / static_cast<double>(std::max<std::size_t>(bins, 1));
  y.take(0);
  for (const auto& list : lists) {
    std::vector<double> counts(std::max<std::size_t>(bins, 1));
    for (const double value : list.y) {
      if (!std::isfinite(value)) continue;
      const auto bin = static_cast<std::size_t>((value - x.low) / width);
      ++counts[std::min(bin, counts.size() - 1)];
    }
    curve c{list.name, stroke::steps, {x.low}, {0}};
    for (std::size_t k = 0; k < counts.size(); ++k) {
      c.x.push_back(x.low + static_cast<double>(k) * width);
      c.y.push_back(counts[k]);
      y.take(counts[k]);
    }
    c.x.insert(c.x.end(), {x.high, x.high});
    c.y.insert(c.y.end(), {counts.back(), 0});
    p.curves.push_back(std::move(c));
  }
  p.x_range = {x.low - 0.02 * x.length(), x.high + 0.02 * x.length()};
  p.y_range = {0, y.high > 0 ? 1.08 * y.high : 1};
  return p;
}

} // namespace cortexpr::detail
