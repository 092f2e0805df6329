// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/plasticity/rule_members.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// Fits a member that is a `weight_value`, and no other that is not a template.
struct any_weight_value {
  constexpr operator weight_value() const; // NOLINT(google-explicit-constructor): never defined, only asked about
};

/// Whether an aggregate has a `weight_value` among its first members.
template <class Rule, std::size_t... Before>
concept WeightAt = requires {
  Rule{(static_cast<void>(Before), anything{})..., any_weight_value{}};
};
template <class Rule, class Indices>
inline constexpr bool is_weight_at = false;
template <class Rule, std::size_t... Before>
inline constexpr bool is_weight_at<Rule, std::index_sequence<Before...>> = WeightAt<Rule, Before...>;

template <class Rule>
constexpr bool has_weight_member() {
  if constexpr (!lists_parameters<Rule>)
    return false;
  else
    return []<std::size_t... K>(std::index_sequence<K...>) {
      return (is_weight_at<Rule, std::make_index_sequence<K>> || ...);
    }
  (std::make_index_sequence<max_members>{});
}

/// Calls f(value) for all values of a rule or an operation that are weights: those that `weight_values()` lists, or all
/// members that are one.
template <class Rule, class F>
constexpr void each_weight_value([[maybe_unused]] const Rule& rule, [[maybe_unused]] F&& f) {
  if constexpr (requires { rule.weight_values(); }) {
    for (const weight_value& x : rule.weight_values()) f(x);
  } else if constexpr (has_weight_member<Rule>()) {
    const auto list = members(rule);
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      const auto look = [&](const auto& member) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, weight_value>) f(member);
      };
      (look(field_at<K>(list)), ...);
    }
    (std::make_index_sequence<decltype(list)::size>{});
  }
}

} // namespace cortexpr::detail
