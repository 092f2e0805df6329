// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
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

/// The first name that a rule in words makes for its own statements and that is a variable of the target, too; empty
/// if there is none.
template <class Has, class... Rules>
constexpr std::string_view name_of_two(const plasticity<Rules...>*, const Has& target_has) {
  std::string_view found;
  [[maybe_unused]] const auto look = [&]<class Rule>(std::type_identity<Rule>) {
    if constexpr (requires { Rule::own_names.size(); })
      for (const std::string_view name : Rule::own_names)
        if (found.empty() && target_has(name)) found = name;
  };
  (look(std::type_identity<Rules>{}), ...);
  return found;
}
/// Says which name that is: by its own argument.
template <fixed_string Name>
struct name_is_of_target_too {
  static_assert(
      Name.size() == 0,
      "cortexpr: a statement of a rule in words makes a name that is a variable of the target, too; it stands "
      "in name_is_of_target_too<...>: write it with _post to set that variable, or choose another name");
};

} // namespace cortexpr::detail
