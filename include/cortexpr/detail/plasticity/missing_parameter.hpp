// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <string_view>
#include <tuple>

namespace cortexpr::detail {

/// Says which parameter of a rule in words has no value: by its own argument.
template <fixed_string Parameter>
struct rule_value_is_missing {
  static_assert(Parameter.size() == 0,
                "cortexpr: a parameter of a rule in words has no value; its name stands in "
                "rule_value_is_missing<...>: write plasticity{rule{}.with<\"name\">(value)}, or a "
                "line with a default, tau = 20*ms : second");
};
/// The name of the first parameter without a value in a list of rules; empty if all have one.
template <class... Rules>
constexpr std::string_view missing_parameter(const plasticity<Rules...>& list) {
  std::string_view first;
  [[maybe_unused]] const auto look = [&](const auto& rule) {
    if constexpr (requires { rule.missing_parameter(); })
      if (first.empty()) first = rule.missing_parameter();
  };
  std::apply([&](const auto&... rule) { (look(rule), ...); }, list.rules);
  return first;
}

} // namespace cortexpr::detail
