// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/description.hpp>
#include <cortexpr/description/projection.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/shared_variables.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

// A name that a rule in words neither declares nor is given is a variable of the target, if that has one, as in Brian2:
// a projection of a description is seen with such rules.

template <class Rule>
concept MayReadByName = requires(const Rule& rule) {
  rule.missing_parameter();
};
template <class List>
inline constexpr bool may_read_by_name = false;
template <class... Rules>
inline constexpr bool may_read_by_name<plasticity<Rules...>> = (MayReadByName<Rules> || ...);

/// Which names of a rule are those of a model M; a parameter of M only where no equation reads it.
template <class M, class Rule>
constexpr auto names_of_target(const Rule& rule) {
  return rule.names_of_target([](std::string_view name, bool in_equations) {
    return find_variable<state_of<M, checked>>(name) != not_found ||
           (!in_equations && find_variable<parameters_of<M, checked>>(name) != not_found);
  });
}
template <class M, class... Rules>
constexpr bool any_name_of_target(const plasticity<Rules...>& list) {
  const auto one = [](const auto& rule) {
    if constexpr (MayReadByName<std::remove_cvref_t<decltype(rule)>>)
      return names_of_target<M>(rule) != 0;
    else
      return false;
  };
  return std::apply([&](const auto&... rule) { return (one(rule) || ...); }, list.rules);
}
/// Rule K of an item that `Item::value()` gives, for a target of model M.
template <class M, class Item, std::size_t K>
constexpr auto rule_at_target() {
  constexpr auto rule = std::get<K>(Item::value().list.rules);
  if constexpr (MayReadByName<std::remove_cvref_t<decltype(rule)>>)
    return rule.template at_target_with<names_of_target<M>(rule)>();
  else
    return rule;
}
/// The item with these rules.
template <class M, class Item, fixed_string Route, class Rule, class Weight, class Delay, class... Rules, bool InTurn,
          class Storage, class Dendrite>
constexpr auto
item_at_target(const projection_item<Route, Rule, Weight, Delay, plasticity<Rules...>, InTurn, Storage, Dendrite>& p) {
  return [&]<std::size_t... K>(std::index_sequence<K...>) {
    const plasticity list(rule_at_target<M, Item, K>()...);
    return projection_item<Route, Rule, Weight, Delay, std::remove_const_t<decltype(list)>, InTurn, Storage, Dendrite>{
        p.rule,       p.weight,   p.delay,           p.rounds_delay, list,        p.place,
        p.coincident, p.dendrite, p.rounds_dendrite, p.post_event,   p.own_delays};
  }
  (std::index_sequence_for<Rules...>{});
}

/// The items of a description, projections with the rules that their targets make of those in words.
template <auto const& D>
struct items_as_meant {
  template <std::size_t K>
  struct written {
    using type = std::remove_cvref_t<decltype(boost::hana::at_c<K>(D.items))>;
    static constexpr const type& value() { return boost::hana::at_c<K>(D.items); }
  };
  static constexpr std::size_t size = std::remove_cvref_t<decltype(D)>::size;
  static constexpr std::size_t find_population(std::string_view name) {
    std::size_t found = not_found;
    for_each_index<size>([&](auto k) {
      using item = typename written<k>::type;
      if constexpr (item::kind == item_kind::population)
        if (item::name.view() == name) found = k;
    });
    return found;
  }

  template <std::size_t K>
  static constexpr bool reads_target_by_name() {
    using item = typename written<K>::type;
    if constexpr (item::kind != item_kind::projection) {
      return false;
    } else if constexpr (!may_read_by_name<typename item::rules>) {
      return false;
    } else {
      constexpr std::size_t target = find_population(item::path.target);
      if constexpr (target == not_found)
        return false;
      else
        return any_name_of_target<typename written<target>::type::model>(written<K>::value().list);
    }
  }
  template <std::size_t K>
  static constexpr auto at_target =
      item_at_target<typename written<find_population(written<K>::type::path.target)>::type::model, written<K>>(
          written<K>::value());
  template <std::size_t K>
  static constexpr const auto& value() {
    if constexpr (reads_target_by_name<K>())
      return at_target<K>;
    else
      return written<K>::value();
  }
};

} // namespace cortexpr::detail
