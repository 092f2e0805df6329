// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/plasticity/rule_members.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <type_traits>

namespace cortexpr::detail {

/// Calls f(value) for all values of a rule or an operation that are weights: those that `weight_values()` lists, or all
/// members that are one.
template <class Rule, class F>
constexpr void each_weight_value([[maybe_unused]] const Rule& rule, [[maybe_unused]] F&& f) {
  if constexpr (requires { rule.weight_values(); }) {
    for (const weight_value& x : rule.weight_values()) f(x);
  } else {
    each_parameter(rule, rule, [&](auto, const auto& member, const auto&) {
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, weight_value>) f(member);
    });
  }
}

} // namespace cortexpr::detail
