// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <boost/hana/at.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/unpack.hpp>
#include <cortexpr/description/action_items.hpp>
#include <cortexpr/description/events.hpp>
#include <cortexpr/description/link.hpp>
#include <cortexpr/description/modulation.hpp>
#include <cortexpr/description/poisson_input.hpp>
#include <cortexpr/description/population.hpp>
#include <cortexpr/description/projection.hpp>
#include <cortexpr/detail/description/check_parts.hpp>
#include <string_view>
#include <type_traits>

namespace cortexpr {

/// A network as a value: its items in the order of description.
template <class... Items>
struct description {
  boost::hana::tuple<Items...> items;
  static constexpr std::size_t size = sizeof...(Items);
};

/// A family of alike items, made by `each` and `each_pair`.
template <class... Items>
struct item_family {
  std::tuple<Items...> items;
};

namespace detail {

template <Item T>
constexpr auto flattened(const T& item) {
  if constexpr (PopulationWithEvents<T>)
    return with_events(item);
  else
    return std::tuple<T>(item);
}
template <class... Items>
constexpr auto flattened(const item_family<Items...>& family) {
  return std::apply([](const auto&... item) { return std::tuple_cat(flattened(item)...); }, family.items);
}
/// Its items are as they are: what a population with events needs is among them already.
template <class... Items>
constexpr auto flattened(const description<Items...>& d) {
  return boost::hana::unpack(d.items, [](const auto&... item) { return std::tuple<Items...>(item...); });
}
template <class T>
concept Part = requires(const T& part) {
  flattened(part);
};

/// The items of a description, when all names are known.
template <class... Items>
constexpr auto description_of(const Items&... item) {
  using all = names_among<Items...>;
  return description<decltype(settled<all>(item))...>{{settled<all>(item)...}};
}

} // namespace detail

/// Describes a network from populations, projections, drives, recordings, operations, families of them, and other
/// descriptions, whose items come in their order: `describe(circuit, record<"E.v">())`.
/// Keep the result in a variable with static storage: `constexpr auto d = describe(...); network<d>`.
template <class... Parts>
[[nodiscard]] constexpr auto describe(const Parts&... parts) {
  if constexpr ((detail::Part<Parts> && ...))
    return std::apply([](const auto&... item) { return detail::description_of(item...); },
                      std::tuple_cat(detail::flattened(parts)...));
  else
    return static_cast<void>((detail::refused_part<Parts, detail::Part<Parts>>::value + ...)), description<>{};
}

/// Compile-time names for families of items: `inline constexpr auto layers = names<"L4E", "L4I">;`
template <fixed_string... Names>
struct name_list {
  static constexpr std::size_t size = sizeof...(Names);
  static constexpr std::array<std::string_view, size> all{Names.view()...};
  static constexpr std::size_t longest = std::max({std::size_t{0}, Names.size()...});
};
template <fixed_string... Names>
inline constexpr name_list<Names...> names{};

namespace detail {

template <class F, fixed_string... Names, std::size_t... I>
constexpr auto each_of(name_list<Names...>, const F& make, std::index_sequence<I...>) {
  return item_family<decltype(make.template operator()<Names, I>())...>{{make.template operator()<Names, I>()...}};
}

template <auto Name, std::size_t I, class F>
struct bound_source {
  const F& make;
  template <auto Other, std::size_t J>
  constexpr auto operator()() const {
    return make.template operator()<Name, Other, I, J>();
  }
};

template <class F, fixed_string... Sources, class Targets, std::size_t... I>
constexpr auto each_pair_of(name_list<Sources...>, Targets targets, const F& make, std::index_sequence<I...>) {
  const auto row = [&]<auto Name, std::size_t K>() {
    return each_of(targets, bound_source<Name, K, F>{make}, std::make_index_sequence<Targets::size>{});
  };
  return item_family<decltype(row.template operator()<Sources, I>())...>{{row.template operator()<Sources, I>()...}};
}

} // namespace detail

/// One item per name: `each<layers>([]<auto name, std::size_t i>() { return population<name>(size[i], lif{}); })`.
template <auto const& Names, class F>
[[nodiscard]] constexpr auto each(const F& make) {
  return detail::each_of(Names, make, std::make_index_sequence<std::remove_cvref_t<decltype(Names)>::size>{});
}

/// One item per pair of names, sources in the outer loop:
/// `each_pair<layers, layers>([]<auto from, auto to, std::size_t i, std::size_t j>() { ... })`.
template <auto const& Sources, auto const& Targets, class F>
[[nodiscard]] constexpr auto each_pair(const F& make) {
  return detail::each_pair_of(Sources, Targets, make,
                              std::make_index_sequence<std::remove_cvref_t<decltype(Sources)>::size>{});
}

} // namespace cortexpr
