// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/plasticity/rule_members.hpp>
#include <cortexpr/detail/text/text.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/format.hpp>
#include <limits>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

// Values of rules that no rule can mean. A rule may be any class, its users' own too: members of an aggregate are read
// by reflection (numbers are not NaN, time constants, called tau..., are positive); some relations are known by the
// names that the library's rules have. What a rule of one's own demands beyond that, it says itself:
//
//   void validate(std::string_view projection) const;   throws invalid_value

enum class rule_demand { number, positive, not_negative, share };

/// A parameter that is a quantity, a weight or a plain number.
template <class T>
concept RuleNumber = Arithmetic<std::remove_cvref_t<T>> || requires(const T& x) {
  static_cast<double>(x.si());
};

template <class T>
dimension dims_of(const T& x) {
  if constexpr (requires { x.dims(); })
    return x.dims();
  else if constexpr (requires { T::dims; })
    return T::dims;
  else
    return dim::one;
}

/// A default of 0, `preset`, switches something off (tau_facil of `short_term`).
[[gnu::cold, gnu::noinline]] inline void check_rule_value(std::string_view owner, std::string_view name, double x,
                                                          double preset, const dimension& unit, rule_demand demand) {
  if (x == 0 && preset == 0) return;
  if (std::isnan(x)) raise({owner, ": parameter ", name, " of a rule is not a number (NaN)"});
  const char* why = "";
  if (demand == rule_demand::positive && !(x > 0)) why = "it must be positive";
  if (demand == rule_demand::not_negative && !(x >= 0)) why = "it must not be negative";
  if (demand == rule_demand::share && !(x >= 0 && x <= 1)) why = "it is a share, from 0 to 1";
  if (*why != '\0') raise({owner, ": parameter ", name, " of a rule is ", quantity_text(x, unit), "; ", why});
}
[[gnu::cold, gnu::noinline]] inline void check_rule_order(std::string_view owner, std::string_view low_name, double low,
                                                          std::string_view high_name, double high,
                                                          const dimension& unit) {
  if (low > high)
    raise({owner, ": ", low_name, " of a rule, ", quantity_text(low, unit), ", is above ", high_name, ", ",
           quantity_text(high, unit)});
}

/// A pool of weight, of which `eta` is a share.
template <class Rule>
concept TakesShareOfPool = requires(const Rule& rule, typename Rule::at_target post) {
  requires RuleNumber<decltype(rule.eta)>;
  post.pool;
};

/// What defaults are read from.
template <class Rule>
[[gnu::cold]] Rule default_of([[maybe_unused]] const Rule& rule) {
  if constexpr (std::is_default_constructible_v<Rule>)
    return Rule{};
  else
    return rule;
}

/// Refuses values of a rule or an operation that none can mean; `owner` is "projection 'S'".
template <class Rule>
[[gnu::cold]] void check_rule(const Rule& rule, std::string_view owner) {
  [[maybe_unused]] const Rule preset = default_of(rule);
  [[maybe_unused]] const auto check = [&](std::string_view name, const auto& x, const auto& usual, rule_demand demand) {
    constexpr bool known = std::is_default_constructible_v<Rule>;
    check_rule_value(owner, name, si_of(x), known ? si_of(usual) : std::numeric_limits<double>::quiet_NaN(), dims_of(x),
                     demand);
  };
  each_parameter(rule, preset, [&](auto k, const auto& x, const auto& usual) {
    if constexpr (RuleNumber<decltype(x)>) {
      constexpr std::string_view name = member_name<Rule, k>();
      // An interval is checked where it becomes a number of steps.
      if constexpr (name != "interval")
        check(name, x, usual,
              !begins_with(name, "tau") ? rule_demand::number
              : name == "tau_rec"       ? rule_demand::not_negative // 0: at once
                                        : rule_demand::positive);
    }
  });
  if constexpr (requires { requires RuleNumber<decltype(rule.rho_0)>; })
    check("rho_0", rule.rho_0, preset.rho_0, rule_demand::not_negative);
  if constexpr (TakesShareOfPool<Rule>) check("eta", rule.eta, preset.eta, rule_demand::share);
  if constexpr (requires { requires RuleNumber<decltype(rule.U)> && RuleNumber<decltype(rule.tau_rec)>; })
    check("U", rule.U, preset.U, rule_demand::share);
  if constexpr (requires {
                  requires RuleNumber<decltype(rule.goal)> && RuleNumber<decltype(rule.tau_rate)>;
                }) // a rate, by which it divides
    check("goal", rule.goal, preset.goal, rule_demand::positive);
  if constexpr (requires { requires RuleNumber<decltype(rule.w_min)> && RuleNumber<decltype(rule.w_max)>; })
    check_rule_order(owner, "w_min", si_of(rule.w_min), "w_max", si_of(rule.w_max), dims_of(rule.w_max));
  if constexpr (requires { requires RuleNumber<decltype(rule.low)> && RuleNumber<decltype(rule.high)>; })
    check_rule_order(owner, "low", si_of(rule.low), "high", si_of(rule.high), dims_of(rule.high));
  if constexpr (requires { rule.validate(owner); }) rule.validate(owner);
}

} // namespace cortexpr::detail
