// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/plasticity/rule.hpp>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// Whether rules that say what they raise, `Rule::raises`, raise the receptor of the route.
template <class... Rules>
constexpr bool rules_raise(const plasticity<Rules...>*, std::string_view receptor) {
  const auto fits = [&]<class Rule>(std::type_identity<Rule>) {
    if constexpr (requires { Rule::raises.size(); })
      return Rule::raises == receptor;
    else
      return true;
  };
  return (fits(std::type_identity<Rules>{}) && ...);
}

} // namespace cortexpr::detail
