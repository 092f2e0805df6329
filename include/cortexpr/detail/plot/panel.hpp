// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/files/csv_text.hpp>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// From the least to the greatest of some numbers.
struct span_of_numbers {
  double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();

  [[gnu::cold]] void take(double x) {
    if (!std::isfinite(x)) return;
    low = std::min(low, x);
    high = std::max(high, x);
  }
  [[nodiscard]] bool empty() const { return !(low <= high); }
  [[nodiscard]] double length() const { return high - low; }
};

enum class stroke { line, steps, dots, ticks };

/// One colour of a panel; x in seconds on the time axis.
struct curve {
  std::string name;
  stroke style = stroke::line;
  std::vector<double> x, y;
};

/// A heat map: rows x columns values over x from `left` to `right`.
struct heat_map {
  std::size_t rows = 0, columns = 0;
  std::vector<double> values;
  double left = 0, right = 1; ///< edges of the first and the last column
  double row_height = 1;
  std::string label; ///< of the colours
};

/// One of the panels of a figure.
struct panel {
  std::string label; ///< of the y axis
  std::vector<curve> curves;
  span_of_numbers y_range;                           ///< of the data unless given
  std::vector<std::pair<double, std::string>> bands; ///< names instead of numbers on the y axis
  std::vector<std::pair<double, std::string>> levels;
  std::string note; ///< below the names of the curves
  heat_map image;
  std::string x_label;                                 ///< of an axis of its own; empty: the shared time axis
  std::vector<std::pair<double, std::string>> x_bands; ///< names instead of numbers on an axis of its own
  span_of_numbers x_range;                             ///< of an axis of its own; the image's unless given

  [[nodiscard]] bool timed() const { return x_label.empty(); }
  /// Whether it is several images, each with a name below.
  [[nodiscard]] bool side_by_side() const {
    return !image.values.empty() && bands.size() == 1 && bands[0].second.empty() && !x_bands.empty();
  }
  /// Whether it is an image of a matrix whose columns and rows are still numbers.
  [[nodiscard]] bool takes_marks() const {
    return !timed() && !image.values.empty() && bands.empty() && x_bands.empty();
  }
  /// Whether the y axis counts neurons or rows.
  [[nodiscard]] bool counts() const {
    return !image.values.empty() || std::any_of(curves.begin(), curves.end(), [](const curve& c) {
      return c.style == stroke::dots || c.style == stroke::ticks;
    });
  }
  [[nodiscard]] bool empty() const {
    return image.values.empty() &&
           std::all_of(curves.begin(), curves.end(), [](const curve& c) { return c.x.empty(); });
  }
};

/// A step between marks on an axis such that about `marks` of them divide `length`.
[[nodiscard, gnu::cold]] inline double nice_step(double length, double marks) {
  const double raw = length / marks, power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0})
    if (raw <= factor * power) return factor * power;
  return 10 * power;
}

/// What columns or rows stand for, in their middle; of many every second, third, ..., so that texts do not touch.
[[nodiscard, gnu::cold]] inline std::vector<std::pair<double, std::string>>
marks_of(const std::vector<std::string>& texts, std::size_t most) {
  std::vector<std::pair<double, std::string>> marks;
  const std::size_t step = (texts.size() + most - 1) / most;
  for (std::size_t k = 0; k < texts.size(); k += step) marks.emplace_back(static_cast<double>(k), texts[k]);
  return marks;
}

/// The means of a matrix over blocks, such that no side is longer than a picture is wide.
[[nodiscard, gnu::cold]] inline heat_map reduced(const heat_map& image, std::size_t most_rows,
                                                 std::size_t most_columns) {
  heat_map small = image;
  const std::size_t high = (image.rows + most_rows - 1) / most_rows;
  const std::size_t wide = (image.columns + most_columns - 1) / most_columns;
  if (high <= 1 && wide <= 1) return small;
  small.rows = (image.rows + high - 1) / high;
  small.columns = (image.columns + wide - 1) / wide;
  small.right = image.left + (image.right - image.left) * static_cast<double>(small.columns * wide) /
                                 static_cast<double>(image.columns);
  small.row_height = static_cast<double>(high);
  small.values.assign(small.rows * small.columns, 0);
  for (std::size_t i = 0; i < small.rows; ++i)
    for (std::size_t j = 0; j < small.columns; ++j) {
      double sum = 0, count = 0;
      for (std::size_t a = i * high; a < std::min((i + 1) * high, image.rows); ++a)
        for (std::size_t b = j * wide; b < std::min((j + 1) * wide, image.columns); ++b) {
          sum += image.values[a * image.columns + b];
          ++count;
        }
      small.values[i * small.columns + j] = sum / count;
    }
  return small;
}

/// The points of a curve between two times as lines "x y" with x counted in `unit` seconds. More points than pixels
/// make no better picture: of dots in the same place one stays, of a stretch of a line its lowest and highest value.
[[nodiscard, gnu::cold]] inline std::string points_of(const curve& c, double from, double to, double unit) {
  std::string text;
  const auto put = [&](std::size_t k) {
    if (std::isfinite(c.y[k])) {
      append_number(text, c.x[k] / unit);
      text += ' ';
      append_number(text, c.y[k]);
    }
    text += '\n';
  };
  const std::size_t size = std::min(c.x.size(), c.y.size());
  if (c.style == stroke::dots || c.style == stroke::ticks) {
    constexpr double wide = 2400, high = 600;
    span_of_numbers rows;
    for (const double y : c.y) rows.take(y);
    const double scale = rows.length() > high ? high / rows.length() : 1;
    std::vector<bool> taken(static_cast<std::size_t>((wide + 1) * (high + 1)));
    for (std::size_t k = 0; k < size; ++k) {
      if (!(c.x[k] >= from && c.x[k] <= to) || !std::isfinite(c.y[k])) continue;
      const auto place =
          static_cast<std::size_t>((c.x[k] - from) / (to - from) * wide) * static_cast<std::size_t>(high + 1) +
          static_cast<std::size_t>((c.y[k] - rows.low) * scale);
      if (!taken[place]) put(k);
      taken[place] = true;
    }
    return text;
  }
  std::size_t begin = 0, end = size;
  while (begin + 1 < size && c.x[begin + 1] <= from) ++begin;
  while (end > begin + 1 && c.x[end - 2] >= to) --end;
  const std::size_t stretch = std::max<std::size_t>(1, (end - begin) / 2400);
  for (std::size_t k = begin; k < end; k += stretch) {
    std::size_t low = k, high = k;
    for (std::size_t j = k; j < std::min(k + stretch, end); ++j) {
      if (!(c.y[j] >= c.y[low])) low = j;
      if (!(c.y[j] <= c.y[high])) high = j;
    }
    put(std::min(low, high));
    if (low != high) put(std::max(low, high));
  }
  return text;
}

} // namespace cortexpr::detail
