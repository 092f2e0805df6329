// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/aggregate.hpp>
#include <cortexpr/detail/equation_models/numbers_where.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

/// The names of one role in a text, by their numbers among all names, in the order of their indices.
template <class Text, role R>
inline constexpr auto names_with_role = [] {
  constexpr auto names =
      numbers_where<program_of<Text>.name_count>([](std::size_t k) { return program_of<Text>.names[k].what == R; });
  auto ordered = names;
  for (const std::size_t k : names) ordered[static_cast<std::size_t>(program_of<Text>.names[k].index)] = k;
  return ordered;
}();
template <class Text, role R>
inline constexpr std::size_t count_of = names_with_role<Text, R>.size();
template <class Text, role R, std::size_t K>
inline constexpr const entry& entry_of = program_of<Text>.names[names_with_role<Text, R>[K]];

/// The inputs that neurons have for themselves, and the variables that their population has one of.
template <class Text, bool OfPopulation>
inline constexpr auto names_from_outside = [] {
  constexpr auto& all = names_with_role<Text, role::input>;
  constexpr auto places = numbers_where<all.size()>(
      [](std::size_t k) { return program_of<Text>.names[all[k]].of_population == OfPopulation; });
  auto names = places;
  for (std::size_t& k : names) k = all[k];
  return names;
}();

template <class Text, std::size_t Name, class I>
constexpr auto type_of_cell() {
  constexpr entry e = program_of<Text>.names[Name];
  constexpr dimension unit = e.unit;
  using plain = carrier<I, unit>;
  if constexpr (e.random_uniform)
    return std::type_identity<uniform_number<I>>{};
  else if constexpr (e.random_normal)
    return std::type_identity<normal_number<I>>{};
  else if constexpr (e.neuron_index)
    return std::type_identity<neuron_index<I>>{};
  else if constexpr (e.neuron_count)
    return std::type_identity<neuron_count<I>>{};
  else if constexpr (e.step_length)
    return std::type_identity<step_length<I>>{};
  else if constexpr (e.what == role::variable && e.held)
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

/// The variable, parameter or input that is name `Name` of a text, in the reading I.
template <class Text, std::size_t Name, class I>
struct cell {
  static constexpr const entry& declared = program_of<Text>.names[Name];
  using type = typename decltype(type_of_cell<Text, Name, I>())::type;
  static constexpr type preset() {
    if constexpr (takes_defaults<I>)
      return type(quantity<declared.unit>(declared.value));
    else
      return type();
  }
  type value = preset();

  [[nodiscard]] bool operator==(const cell& o) const { return value == o.value; }
};

/// Cells side by side. `Names` is an array of the numbers of their names.
template <class Text, auto const& Names, class I, class Indices = std::make_index_sequence<Names.size()>>
struct row;
template <class Text, auto const& Names, class I, std::size_t... K>
struct row<Text, Names, I, std::index_sequence<K...>> : cell<Text, Names[K], I>... {
  using reading = I;
  static constexpr std::array<std::string_view, sizeof...(K)> member_names{program_of<Text>.names[Names[K]].name...};
  constexpr auto members() { return detail::tie_fields(cell<Text, Names[K], I>::value...); }
  constexpr auto members() const { return detail::tie_fields(cell<Text, Names[K], I>::value...); }
  [[nodiscard]] bool operator==(const row&) const = default;
};
/// The value of name `Name`.
template <std::size_t Name, class Text, class I>
[[nodiscard, gnu::always_inline]] constexpr auto& cell_of(cell<Text, Name, I>& c) {
  return c.value;
}
template <std::size_t Name, class Text, class I>
[[nodiscard, gnu::always_inline]] constexpr const auto& cell_of(const cell<Text, Name, I>& c) {
  return c.value;
}

/// All names of one role: the state, the parameters or the inputs of a model.
template <class Text, role R, class I>
using row_of = row<Text, names_with_role<Text, R>, I>;

} // namespace cortexpr::detail::equation
