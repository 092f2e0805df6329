// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/aggregate.hpp>
#include <cortexpr/detail/equations/program_of.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

/// The names of one role in a text, by their numbers among all names.
template <class Text, role R>
inline constexpr auto names_with_role = [] {
  constexpr auto& program = program_of<Text>;
  constexpr std::size_t count = [] {
    std::size_t n = 0;
    for (std::size_t k = 0; k < program_of<Text>.name_count; ++k) n += program_of<Text>.names[k].what == R ? 1U : 0U;
    return n;
  }();
  std::array<std::size_t, count> list{};
  for (std::size_t k = 0; k < program.name_count; ++k)
    if (program.names[k].what == R) list[static_cast<std::size_t>(program.names[k].index)] = k;
  return list;
}();
template <class Text, role R>
inline constexpr std::size_t count_of = names_with_role<Text, R>.size();
template <class Text, role R, std::size_t K>
inline constexpr const entry& entry_of = program_of<Text>.names[names_with_role<Text, R>[K]];

template <class I, role R, std::size_t Index, const entry& E>
constexpr auto type_of_cell() {
  using plain = carrier<I, E.unit>;
  if constexpr (E.random_uniform)
    return std::type_identity<uniform_number<I>>{};
  else if constexpr (E.random_normal)
    return std::type_identity<normal_number<I>>{};
  else if constexpr (R == role::variable && E.held)
    return std::type_identity<unless_refractory<plain>>{};
  else
    return std::type_identity<plain>{};
}

// A derivative has the unit of another quantity and no default.
template <class I>
inline constexpr bool takes_defaults = true;
template <class S>
inline constexpr bool takes_defaults<ddt<S>> = false;
template <class S>
inline constexpr bool takes_defaults<per_root_second<S>> = false;

/// One variable, parameter or input of a text in the reading I.
template <class Text, role R, std::size_t K, class I>
struct cell {
  static constexpr const entry& declared = entry_of<Text, R, K>;
  using type = typename decltype(type_of_cell<I, R, K, declared>())::type;
  static constexpr type preset() {
    if constexpr (takes_defaults<I>)
      return type(quantity<declared.unit>(declared.value));
    else
      return type();
  }
  type value = preset();
};

template <class Text, role R, std::size_t... K>
constexpr auto make_names(std::index_sequence<K...>) {
  return std::array<std::string_view, sizeof...(K)>{entry_of<Text, R, K>.name...};
}
template <class Text, role R, class I, class Indices>
struct cells;
template <class Text, role R, class I, std::size_t... K>
struct cells<Text, R, I, std::index_sequence<K...>> : cell<Text, R, K, I>... {
  using reading = I;
  static constexpr auto member_names = make_names<Text, R>(std::index_sequence<K...>{});
  constexpr auto members() { return detail::tie_fields(cell<Text, R, K, I>::value...); }
  constexpr auto members() const { return detail::tie_fields(cell<Text, R, K, I>::value...); }
};
/// All names of one role in the reading I: the state, the parameters or the inputs of a model.
template <class Text, role R, class I>
using row = cells<Text, R, I, std::make_index_sequence<count_of<Text, R>>>;

} // namespace cortexpr::detail::equation
