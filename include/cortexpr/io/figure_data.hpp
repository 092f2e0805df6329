// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/detail/plot/panel.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cstddef>
#include <cstdio>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// What a figure takes besides recordings: any ranges and any xtensor expressions, read at once.

namespace cortexpr {

namespace detail {

/// A matrix as a heat map whose cells have the width 1 and their centres at 0, 1, 2, ...
template <MatrixLike Matrix>
[[nodiscard]] heat_map heat_map_of(const std::string& what, const Matrix& m) {
  const auto [rows, columns] = size_of_matrix(what, m);
  heat_map map{rows, columns, {}, -0.5, columns == 0 ? 0.5 : static_cast<double>(columns) - 0.5, 1, ""};
  map.values.reserve(rows * columns);
  append_elements<double>(map.values, m);
  return map;
}

/// What stands beside a mark of an axis: a number in six digits, or a name.
template <class T>
[[nodiscard]] std::string text_of_mark(const T& mark) {
  if constexpr (std::is_arithmetic_v<T>) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", static_cast<double>(mark));
    return text;
  } else {
    return std::string(mark);
  }
}

} // namespace detail

/// Spikes of one colour in a raster: a recording, or any lists of times (s) and of neuron numbers.
struct spike_group {
  std::string name;
  std::vector<double> times, ids;
  double neurons = 0;

  spike_group(std::string group, const spike_train& spikes)
      : name(std::move(group)),
        ids(spikes.neurons.begin(), spikes.neurons.end()),
        neurons(static_cast<double>(spikes.which.size())) {
    times.reserve(spikes.size());
    for (std::size_t k = 0; k < spikes.size(); ++k) times.push_back(spikes.time(k));
    count();
  }
  template <class Times, class Ids>
  spike_group(std::string group, const Times& seconds, const Ids& neuron_numbers) : name(std::move(group)) {
    const std::string what = detail::joined({"raster: group '", name, "'"});
    detail::require_list(what, seconds);
    detail::require_list(what, neuron_numbers);
    detail::append_elements<double>(times, seconds);
    detail::append_elements<double>(ids, neuron_numbers);
    count();
  }

private:
  [[gnu::cold]] void count() {
    if (times.size() != ids.size())
      raise({"raster: group '", name, "' has ", times.size(), " times and ", ids.size(),
             " neuron numbers; each spike needs both"});
    for (const double i : ids) neurons = std::max(neurons, i + 1);
  }
};

/// Numbers with a name: a list over time, or any array for a histogram.
struct named_values {
  std::string name;
  std::vector<double> values;
  std::string matrix; ///< "3 x 4" if they are no list

  template <class Values>
  named_values(std::string of, const Values& list) : name(std::move(of)) {
    if constexpr (detail::Shaped<Values>)
      if (!detail::has_list_shape(list)) matrix = detail::shape_text(list);
    detail::append_elements<double>(values, list);
  }
  named_values(std::string of, const rate_trace& r) : name(std::move(of)), values(r.hertz) {}
};

/// A matrix (any array of two dimensions) with a name, or rows of equal length one after the other.
struct named_image {
  std::string name;
  detail::heat_map image;

  template <class Values>
  named_image(std::string of, const Values& list, std::size_t columns) : name(std::move(of)) {
    detail::append_elements<double>(image.values, list);
    if (columns == 0 || image.values.size() % columns != 0)
      raise({"figure: image '", name, "' has ", image.values.size(), " values, which do not fill rows of ", columns});
    image.columns = columns;
    image.rows = image.values.size() / columns;
  }
  template <detail::MatrixLike Matrix>
  named_image(std::string of, const Matrix& m)
      : name(std::move(of)), image(detail::heat_map_of(detail::joined({"figure: image '", name, "'"}), m)) {}
};

} // namespace cortexpr
