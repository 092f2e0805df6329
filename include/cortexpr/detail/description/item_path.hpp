// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cortexpr/description/options/options.hpp>
#include <cortexpr/detail/text/text.hpp>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// "n2.exc.g" is the item "n2" and its part "exc.g"; labels may hold dots and brackets before the last arrow.
struct item_path {
  std::string_view item, part;
};
constexpr item_path split_path(std::string_view text) {
  const auto arrow = last_place(text, "->");
  auto from = arrow == std::string_view::npos ? 0 : arrow;
  // target.receptor stands after an arrow, which still belongs to the label
  if (arrow != std::string_view::npos) from = std::min(first_place(text, ".", arrow), text.size() - 1) + 1;
  const auto dot = first_place(text, ".", from);
  if (dot == std::string_view::npos) return {text, {}};
  return {text.substr(0, dot), text.substr(dot + 1)};
}

template <class V>
constexpr auto as_drive(const V& v) {
  if constexpr (is_quantity<V>)
    return constant_drive<V::dims>{v};
  else if constexpr (Arithmetic<V>)
    return constant_drive<dim::one>{quantity<dim::one>(v)};
  else if constexpr (ValueFunction<V>)
    return function_drive<V>{v};
  else
    return v;
}

template <class T>
concept DrivePolicy = is_function_drive<T> || requires(T& drive, double t) {
  { T::dims } -> std::convertible_to<dimension>;
  drive.value(t);
  drive.prepare(t);
  drive.validate(std::string());
};

} // namespace cortexpr::detail
