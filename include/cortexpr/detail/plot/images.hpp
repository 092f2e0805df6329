// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/plot/panel.hpp>

namespace cortexpr::detail {

/// Small images side by side with one scale of colours; the first row is on top, names stand below.
[[nodiscard, gnu::cold]] inline panel images_panel(const std::string& label,
                                                   const std::vector<std::pair<std::string, heat_map>>& list,
                                                   const std::string& colours) {
  constexpr double wide = 5.5; // a panel is about so much wider than high: pixels become squares if there is room
  panel p;
  p.label = label;
  p.x_label = " ";
  std::size_t rows = 0, columns = 0;
  for (const auto& [name, image] : list) {
    rows = std::max(rows, image.rows);
    columns += image.columns;
  }
  const auto room = static_cast<std::size_t>(std::round(wide * static_cast<double>(rows)));
  // Where there is room, a quarter of an image lies between two of them.
  const std::size_t free =
      room > columns && !list.empty() ? (room - columns) / std::max<std::size_t>(list.size() - 1, 1) : 0;
  const std::size_t gap = std::max<std::size_t>(1, std::min(free, rows / 4));
  const std::size_t all = std::max(columns + gap * (list.empty() ? 0 : list.size() - 1), room);
  p.image = {rows,
             all,
             std::vector<double>(rows * all, std::numeric_limits<double>::quiet_NaN()),
             -0.5,
             static_cast<double>(all) - 0.5,
             1,
             colours};
  std::size_t left = 0;
  for (const auto& [name, image] : list) {
    for (std::size_t i = 0; i < image.rows; ++i)
      for (std::size_t j = 0; j < image.columns; ++j)
        p.image.values[(rows - 1 - i) * all + left + j] = image.values[i * image.columns + j];
    p.x_bands.emplace_back(static_cast<double>(left) + (static_cast<double>(image.columns) - 1) / 2, name);
    left += image.columns + gap;
  }
  p.bands.emplace_back(0, ""); // no numbers on the y axis
  p.y_range = {-0.5, std::max(static_cast<double>(rows), 1.0) - 0.5};
  return p;
}

} // namespace cortexpr::detail
