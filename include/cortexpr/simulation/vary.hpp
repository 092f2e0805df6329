// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/description/family_settings.hpp>
#include <cortexpr/description/options/values.hpp>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/text/joined.hpp>
#include <cortexpr/units/format.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace cortexpr {

namespace detail {

/// One value per trial. Made by `vary<"path">(list)`.
template <fixed_string Path, class V>
struct varied {
  using value_type = V;
  static constexpr auto name = Path;
  static constexpr std::array<item_path, 1> paths{split_path(Path.view())};
  std::vector<V> list;

  [[nodiscard]] setting<Path, V> of(std::size_t trial) const { return {list[trial]}; }
  /// "cells.tau_m = 20 ms"; the name alone where a value has no short text.
  [[nodiscard, gnu::cold]] std::string text(std::size_t trial) const {
    if constexpr (is_quantity<V>)
      return joined({Path.view(), " = ", quantity_text(list[trial])});
    else if constexpr (Arithmetic<V>)
      return joined({Path.view(), " = ", list[trial]});
    else
      return std::string(Path.view());
  }
};

template <class T>
inline constexpr bool is_varied = false;
template <fixed_string Path, class V>
inline constexpr bool is_varied<varied<Path, V>> = true;

template <class T>
auto varied_option(const T& option) {
  if constexpr (is_varied<T>)
    return std::tuple<T>{option};
  else
    return std::tuple<>{};
}

/// Whether no two lists are for one path.
template <class... Options>
constexpr bool different_paths() {
  std::array<std::string_view, sizeof...(Options) + 1> paths{};
  std::size_t n = 0;
  bool different = true;
  [[maybe_unused]] const auto look = [&]<class One>(std::type_identity<One>) {
    if constexpr (is_varied<One>) {
      for (std::size_t k = 0; k < n; ++k) different = different && paths[k] != One::name.view();
      paths[n++] = One::name.view();
    }
  };
  (look(std::type_identity<Options>{}), ...);
  return different;
}

/// A value that differs between trials, as numbers.
struct varied_numbers {
  std::string path, unit;
  std::vector<double> si;
};

} // namespace detail

/// What differs between trials: value k of the list is what `set<"path">(value)` gives to trial k. The list is
/// `values(numbers, unit)` or any range of what `set` takes: sizes, drives, distributions, spike lists, connections.
///
/// Example (examples/reference/trials.cpp):
///
///     trials<net> sweep(5, seed{1}, vary<"cells.I">(values(currents, 1_nA)));
template <fixed_string Path, dimension D, std::size_t N>
[[nodiscard]] auto vary(const value_list<D, N>& list) {
  detail::require_list(list, std::string(Path.view()));
  detail::varied<Path, quantity<D>> all;
  for (const double x : list.si) all.list.push_back(quantity<D>(x));
  return all;
}
template <fixed_string Path, class Range>
[[nodiscard]] auto vary(const Range& list) {
  static_assert(detail::ListOfValues<Range>,
                "cortexpr: vary<\"path\">(list) takes one value for each trial: values(numbers, 1_mV), or a "
                "std::vector of sizes, drives, ...; what is the same for all is set<\"path\">(value)");
  if constexpr (detail::ListOfValues<Range>) {
    detail::varied<Path, detail::value_in<Range>> all;
    for (const auto& value : list) all.list.push_back(value);
    return all;
  }
}

} // namespace cortexpr
