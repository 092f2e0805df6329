// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/plasticity/pre_post.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

// The names of variables of neurons that rules declare by `reads` and `writes`.

enum class neuron_side { pre, post };

template <class Rule>
concept DeclaresReads = requires {
  typename Rule::reads;
};
template <class Rule>
concept DeclaresWrites = requires {
  typename Rule::writes;
};
template <class Rule>
struct sees_neurons : std::bool_constant<DeclaresReads<Rule> || DeclaresWrites<Rule>> {};
/// Whether a rule of a list looks at its neurons.
template <class List>
inline constexpr bool list_sees_neurons = any_rule<List, sees_neurons>;

template <std::size_t... N>
constexpr auto join_names(const std::array<std::string_view, N>&... lists) {
  std::array<std::string_view, (N + ... + 0)> all{};
  [[maybe_unused]] auto next = all.begin();
  ((next = std::copy(lists.begin(), lists.end(), next)), ...);
  return all;
}

/// Whether a rule declares names: post<"v">, pre<"x"> or both<...>.
template <class Declared>
inline constexpr bool declares_names = std::is_void_v<Declared>;
template <fixed_string... Names>
inline constexpr bool declares_names<pre<Names...>> = true;
template <fixed_string... Names>
inline constexpr bool declares_names<post<Names...>> = true;
template <class... Sides>
inline constexpr bool declares_names<both<Sides...>> = (declares_names<Sides> && ...);

template <neuron_side Side, class Declared>
struct names_in {
  static constexpr std::array<std::string_view, 0> names{};
};
template <neuron_side Side, fixed_string... Names>
struct names_in<Side, pre<Names...>> {
  static constexpr auto names = [] {
    if constexpr (Side == neuron_side::pre)
      return std::array<std::string_view, sizeof...(Names)>{Names.view()...};
    else
      return std::array<std::string_view, 0>{};
  }();
};
template <neuron_side Side, fixed_string... Names>
struct names_in<Side, post<Names...>> {
  static constexpr auto names = [] {
    if constexpr (Side == neuron_side::post)
      return std::array<std::string_view, sizeof...(Names)>{Names.view()...};
    else
      return std::array<std::string_view, 0>{};
  }();
};
template <neuron_side Side, class... Sides>
struct names_in<Side, both<Sides...>> {
  static constexpr auto names = join_names(names_in<Side, Sides>::names...);
};

template <class Rule>
constexpr auto reads_of() {
  if constexpr (DeclaresReads<Rule>)
    return std::type_identity<typename Rule::reads>{};
  else
    return std::type_identity<void>{};
}
template <class Rule>
constexpr auto writes_of() {
  if constexpr (DeclaresWrites<Rule>)
    return std::type_identity<typename Rule::writes>{};
  else
    return std::type_identity<void>{};
}

/// What the rules of a list declare of one side.
template <neuron_side Side, class List>
struct declared_names;
template <neuron_side Side, class... Rules>
struct declared_names<Side, plasticity<Rules...>> {
  static constexpr auto read = join_names(names_in<Side, typename decltype(reads_of<Rules>())::type>::names...);
  static constexpr auto written = join_names(names_in<Side, typename decltype(writes_of<Rules>())::type>::names...);
};

/// Whether rules of a list add to variables of their sources, look at them at all, or change neurons of either side.
template <class List>
inline constexpr bool adds_to_sources = false;
template <class List>
  requires list_sees_neurons<List>
inline constexpr bool adds_to_sources<List> = !declared_names<neuron_side::pre, List>::written.empty();
template <class List>
inline constexpr bool sees_sources = false;
template <class List>
  requires list_sees_neurons<List>
inline constexpr bool sees_sources<List> =
    adds_to_sources<List> || !declared_names<neuron_side::pre, List>::read.empty();
template <class List>
inline constexpr bool changes_neurons = false;
template <class List>
  requires list_sees_neurons<List>
inline constexpr bool changes_neurons<List> =
    adds_to_sources<List> || !declared_names<neuron_side::post, List>::written.empty();

} // namespace cortexpr::detail
