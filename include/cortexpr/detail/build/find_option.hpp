// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/options/options.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace cortexpr::detail {

/// The index of the option of the description that gives variable `part` a value, or `not_found`.
template <template <class> class IsOption, class... Options>
constexpr std::size_t find_option_for([[maybe_unused]] std::string_view part, std::tuple<Options...>*) {
  std::size_t k = 0, found = not_found;
  [[maybe_unused]] const auto test = [&]<class O>(std::type_identity<O>) {
    if constexpr (IsOption<O>::value)
      if (O::variable.view() == part) found = k;
    ++k;
  };
  (test(std::type_identity<Options>{}), ...);
  return found;
}

template <class T>
struct is_parameter_option : std::bool_constant<is_parameter<T>> {};
template <class T>
struct is_start_option : std::bool_constant<is_start<T>> {};

} // namespace cortexpr::detail
