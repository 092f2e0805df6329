// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/fwd.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// Fits the base class of an aggregate, and nothing else.
template <class Rule>
struct only_a_base {
  template <class Base>
    requires(std::is_base_of_v<Base, Rule> && !std::is_same_v<Base, Rule>)
  constexpr operator Base() const; // NOLINT(google-explicit-constructor): never defined, only asked about
};
/// An aggregate that inherits cannot be taken apart.
template <class Rule>
concept Inherits = requires {
  Rule{only_a_base<Rule>{}};
};

/// Whether the parameters of a rule or an operation can be listed: a plain aggregate without a base class, of no more
/// members than reflection reads, or a class that lists its members itself.
template <class Rule>
inline constexpr bool lists_parameters = false;
template <class Rule>
  requires(PlainAggregate<Rule> && !std::is_empty_v<Rule> && !Inherits<Rule>)
inline constexpr bool lists_parameters<Rule> = !initialisable_with<Rule>(std::make_index_sequence<max_members + 1>{});
template <SelfDescribing Rule>
inline constexpr bool lists_parameters<Rule> = true;

/// Calls f(integral constant k, member of `a`, same member of `b`) for the parameters of two rules of one type.
template <class Rule, class F>
constexpr void each_parameter([[maybe_unused]] const Rule& a, [[maybe_unused]] const Rule& b, [[maybe_unused]] F&& f) {
  if constexpr (lists_parameters<Rule>) {
    const auto list_a = detail::tie_members(a);
    const auto list_b = detail::tie_members(b);
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      (f(std::integral_constant<std::size_t, K>{}, field_at<K>(list_a), field_at<K>(list_b)), ...);
    }
    (std::make_index_sequence<decltype(list_a)::size>{});
  }
}

/// Which rule of a list, and which of its members.
struct rule_parameter {
  std::size_t rule = not_found, member = not_found;
  [[nodiscard]] constexpr bool exists() const { return rule != not_found; }
};

/// What a number of a rule may be declared as.
template <class T>
concept RuleParameter = std::is_floating_point_v<T> || is_quantity<T> || std::is_same_v<T, weight_value>;

template <class Rule>
constexpr std::size_t find_member([[maybe_unused]] std::string_view name) {
  std::size_t found = not_found;
  if constexpr (lists_parameters<Rule>) {
    using members = decltype(tie_members(std::declval<const Rule&>()));
    for_each_index<members::size>([&](auto k) {
      using type = std::remove_cvref_t<decltype(field_at<k>(std::declval<members&>()))>;
      if constexpr (RuleParameter<type>)
        if (found == not_found && member_name<Rule, k>() == name) found = k;
    });
  }
  return found;
}
template <class Rule>
constexpr std::size_t count_parameters() {
  if constexpr (lists_parameters<Rule>)
    return decltype(tie_members(std::declval<const Rule&>()))::size;
  else
    return 0;
}
template <class List>
constexpr rule_parameter find_rule_parameter(std::string_view name) {
  rule_parameter found;
  for_each_index<std::tuple_size_v<decltype(List::rules)>>([&](auto r) {
    if (found.exists()) return;
    const std::size_t member = find_member<std::tuple_element_t<r, decltype(List::rules)>>(name);
    if (member != not_found) found = {r, member};
  });
  return found;
}
/// The parameter itself.
template <rule_parameter At, class List>
[[nodiscard]] constexpr decltype(auto) parameter_in(List& list) {
  return field_at<At.member>(tie_members(std::get<At.rule>(list.rules)));
}
/// The dimension of a parameter of a list, that of the weights if it is a weight.
template <class List>
constexpr dimension dimension_of_rule_parameter(rule_parameter at, dimension weight) {
  dimension dims = dim::one;
  for_each_index<std::tuple_size_v<decltype(List::rules)>>([&](auto r) {
    using rule = std::tuple_element_t<r, decltype(List::rules)>;
    // Clang takes a rule apart that has no parameters, too, if nothing keeps it from the function of k.
    if constexpr (lists_parameters<rule>)
      for_each_index<count_parameters<rule>()>([&](auto k) {
        if (at.rule != r || at.member != k) return;
        using type = std::remove_cvref_t<decltype(field_at<k>(tie_members(std::declval<const rule&>())))>;
        if constexpr (is_quantity<type>)
          dims = type::dims;
        else if constexpr (std::is_same_v<type, weight_value>)
          dims = weight;
      });
  });
  return dims;
}

/// The names of all such parameters of a list; empty for what is none.
template <class List>
struct among_rule_parameters;
template <class... Rules>
struct among_rule_parameters<plasticity<Rules...>> {
  static constexpr auto names() {
    std::array<std::string_view, (0 + ... + count_parameters<Rules>()) + 1> all{};
    std::size_t n = 0;
    const auto add = [&]<class Rule>(std::type_identity<Rule>) {
      for_each_index<count_parameters<Rule>()>([&](auto k) {
        if (const std::string_view name = member_name<Rule, k>(); find_member<Rule>(name) == k) all[n] = name;
        ++n;
      });
    };
    (add(std::type_identity<Rules>{}), ...);
    return all;
  }
};

} // namespace cortexpr::detail
