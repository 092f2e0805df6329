// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/plot/panel.hpp>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace cortexpr::detail {

/// Values at places in the plane as an image with about one neuron per pixel: the mean of those in it, nothing where
/// there are none. The first row is on top.
[[nodiscard, gnu::cold]] inline heat_map space_map(const std::string& label, const std::vector<double>& x,
                                                   const std::vector<double>& y, const std::vector<double>& values) {
  if (x.size() != values.size() || y.size() != values.size())
    raise({"map '", label, "': ", values.size(), " values for ", x.size(), " places"});
  span_of_numbers across, up;
  for (const double c : x) across.take(c);
  for (const double c : y) up.take(c);
  if (across.empty()) raise({"map '", label, "': there are no places"});
  // As many pixels as neurons: at a distance s, (width / s + 1) (height / s + 1) = n. A line of neurons is one row.
  const double n = static_cast<double>(x.size()), width = across.length(), height = up.length();
  const double sum = width + height;
  const double s = sum == 0 ? 1 : (sum + std::sqrt(sum * sum + 4 * (n - 1) * width * height)) / (2 * (n - 1));
  const auto pixels = [&](double length) {
    return static_cast<std::size_t>(std::clamp(std::round(length / s + 1), 1.0, 400.0));
  };
  heat_map image;
  image.columns = pixels(width);
  image.rows = pixels(height);
  std::vector<double> count(image.rows * image.columns);
  image.values.assign(count.size(), 0);
  const auto pixel = [](double c, const span_of_numbers& all, std::size_t of) {
    if (all.length() == 0) return std::size_t{0};
    // Places of a grid lie in the middle of their pixels.
    const double margin = of > 1 ? all.length() / static_cast<double>(of - 1) / 2 : 0;
    const double share = (c - all.low + margin) / (all.length() + 2 * margin);
    return std::min(static_cast<std::size_t>(share * static_cast<double>(of)), of - 1);
  };
  for (std::size_t k = 0; k < values.size(); ++k) {
    const std::size_t row = image.rows - 1 - pixel(y[k], up, image.rows), column = pixel(x[k], across, image.columns);
    image.values[row * image.columns + column] += values[k];
    ++count[row * image.columns + column];
  }
  for (std::size_t k = 0; k < count.size(); ++k)
    image.values[k] = count[k] > 0 ? image.values[k] / count[k] : std::numeric_limits<double>::quiet_NaN();
  return image;
}

} // namespace cortexpr::detail
