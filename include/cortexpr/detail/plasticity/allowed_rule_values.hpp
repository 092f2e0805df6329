// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/plasticity/rule_members.hpp>
#include <cortexpr/detail/text/text.hpp>
#include <cortexpr/plasticity/weight_value.hpp>
#include <cortexpr/units/format.hpp>
#include <cstddef>
#include <limits>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cortexpr::detail {

// Values of rules that no rule can mean. A rule may be any class, its users' own too: members of an aggregate are read
// by reflection, and what they demand is known by their names: time constants are called tau..., the others as in the
// library's rules. What a rule of one's own demands beyond that, it says itself:
//
//   void validate(std::string_view projection) const;   throws invalid_value
//
// Values that are possible and hardly ever meant get a line of `diagnose` (check_plausible.hpp).

/// A number of a rule or an operation, as checks read it, so that they are compiled once for all rules.
struct rule_number {
  std::string_view rule, name;
  double value = 0, preset = 0; ///< SI; the default is NaN where none is known
  dimension unit{};
  std::size_t part = 0; ///< of the rule itself 0, of policies in it 1, 2, ...

  /// Whether the number has the other sign than its default.
  [[nodiscard]] bool turned() const { return value * preset < 0; }
};
using rule_numbers = std::vector<rule_number>;

/// The number of that name, of the rule or of a policy in it, or nullptr.
inline const rule_number* find_number(const rule_numbers& all, std::string_view name) {
  for (const rule_number& x : all)
    if (x.name == name) return &x;
  return nullptr;
}
/// The number that stands beside `x` in the same class, or nullptr.
inline const rule_number* find_beside(const rule_numbers& all, const rule_number& x, std::string_view name) {
  for (const rule_number& other : all)
    if (other.part == x.part && other.name == name) return &other;
  return nullptr;
}
/// Calls f(low, high) for the numbers of these two names that stand beside each other.
template <class F>
void each_couple(const rule_numbers& all, std::string_view low_name, std::string_view high_name, F&& f) {
  for (const rule_number& low : all)
    if (low.name == low_name)
      if (const rule_number* const high = find_beside(all, low, high_name)) f(low, *high);
}

/// What its author calls a rule: the name of its class or, of a text, a line of it.
template <class Rule>
constexpr std::string_view title_of_rule() {
  if constexpr (requires { std::string_view(Rule::title); })
    return Rule::title;
  else
    return short_type_name<Rule>();
}

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

/// What defaults are read from.
template <class Rule>
[[gnu::cold]] Rule default_of([[maybe_unused]] const Rule& rule) {
  if constexpr (std::is_default_constructible_v<Rule>)
    return Rule{};
  else
    return rule;
}

/// Adds the numbers of a rule to a list, with those of a part of it that is a policy of its own (`stdp::by_weight`).
/// The members of a class that is no aggregate, or derives from another, are asked for by name.
template <class Rule>
[[gnu::cold]] void list_numbers(const Rule& rule, rule_numbers& all, [[maybe_unused]] std::size_t part = 0) {
  [[maybe_unused]] const Rule preset = default_of(rule);
  [[maybe_unused]] const auto add = [&](std::string_view name, const auto& x, const auto& usual) {
    all.push_back({title_of_rule<Rule>(), name, si_of(x),
                   std::is_default_constructible_v<Rule> ? si_of(usual) : std::numeric_limits<double>::quiet_NaN(),
                   dims_of(x), part});
  };
  each_parameter(rule, preset, [&](auto k, const auto& x, const auto& usual) {
    using type = std::remove_cvref_t<decltype(x)>;
    if constexpr (RuleNumber<type>)
      add(member_name<Rule, k>(), x, usual);
    else if constexpr (lists_parameters<type> && !requires { x.begin(); }) {
      std::size_t last = part;
      for (const rule_number& other : all) last = std::max(last, other.part);
      list_numbers(x, all, last + 1);
    }
  });
  if constexpr (!lists_parameters<Rule>) {
    if constexpr (requires { requires RuleNumber<decltype(rule.rho_0)>; }) add("rho_0", rule.rho_0, preset.rho_0);
    if constexpr (requires { requires RuleNumber<decltype(rule.eta)>; }) add("eta", rule.eta, preset.eta);
    if constexpr (requires { requires RuleNumber<decltype(rule.U)> && RuleNumber<decltype(rule.tau_rec)>; }) {
      add("U", rule.U, preset.U);
      add("tau_rec", rule.tau_rec, preset.tau_rec);
    }
    if constexpr (requires { requires RuleNumber<decltype(rule.goal)> && RuleNumber<decltype(rule.tau_rate)>; }) {
      add("goal", rule.goal, preset.goal);
      add("tau_rate", rule.tau_rate, preset.tau_rate);
    }
    if constexpr (requires { requires RuleNumber<decltype(rule.w_min)> && RuleNumber<decltype(rule.w_max)>; }) {
      add("w_min", rule.w_min, preset.w_min);
      add("w_max", rule.w_max, preset.w_max);
    }
    if constexpr (requires { requires RuleNumber<decltype(rule.low)> && RuleNumber<decltype(rule.high)>; }) {
      add("low", rule.low, preset.low);
      add("high", rule.high, preset.high);
    }
  }
}

/// Whether a rule is one of the library's that count changes of weights in parts of w_max. Those of users may take it
/// for a bound alone.
[[gnu::cold]] inline bool counts_in_parts(const rule_number& x) {
  for (const std::string_view rule :
       {"stdp", "modulated_stdp", "dopamine_stdp", "restricted_stdp", "pre_centered_stdp", "triplet_stdp"})
    if (x.rule == rule) return true;
  return false;
}

enum class rule_demand { number, finite, positive, not_negative, share };

/// What the parameter `name` demands; in rules with a parameter `beside`, unless that is empty.
struct named_demand {
  std::string_view name, beside;
  rule_demand demand;
};
inline constexpr named_demand named_demands[]{
    {"rho_0", "", rule_demand::not_negative},         // a rate
    {"f_target", "", rule_demand::not_negative},      // a rate
    {"U", "tau_rec", rule_demand::share},             // of the resources
    {"goal", "tau_rate", rule_demand::positive},      // a rate, by which the rule divides
    {"mu", "lambda", rule_demand::not_negative},      // exponents of a weight that may be 0
    {"mu_up", "mu_down", rule_demand::not_negative},  //
    {"mu_down", "mu_up", rule_demand::not_negative},  //
    {"sigma", "tau_Ca", rule_demand::not_negative},   // amplitude of noise
    {"gamma_d", "tau_Ca", rule_demand::not_negative}, // rates, per tau
    {"gamma_p", "tau_Ca", rule_demand::not_negative}, //
    {"alpha", "tau_s", rule_demand::not_negative},    // rate of opening
    {"ratio", "tau_s", rule_demand::not_negative},    // of conductances
    {"u_ref", "A_LTD", rule_demand::not_negative},    // 0 V: none
    {"gamma", "c_reg", rule_demand::not_negative},    // height of the pseudo-derivative
    {"c_reg", "f_target", rule_demand::not_negative}, // strength; below 0 rates run away
    {"beta_1", "beta_2", rule_demand::share},         // memories
    {"beta_2", "beta_1", rule_demand::share},         //
    {"epsilon", "beta_2", rule_demand::not_negative}, //
    {"W0", "", rule_demand::not_negative}};           // keeps a quotient finite

/// What the name of a parameter says.
[[gnu::cold]] inline rule_demand demand_of(const rule_number& x, const rule_numbers& all) {
  if (x.name == "tau_rec") return rule_demand::not_negative; // 0: at once
  if (begins_with(x.name, "tau")) return rule_demand::positive;
  if (x.name == "w_max" && counts_in_parts(x)) return rule_demand::finite;
  for (const named_demand& d : named_demands)
    if (d.name == x.name && (d.beside.empty() || find_number(all, d.beside) != nullptr)) return d.demand;
  return rule_demand::number;
}

/// Why a value does not meet a demand; empty if it does.
[[gnu::cold]] inline const char* why_refused(double value, rule_demand demand) {
  if (demand == rule_demand::positive && !(value > 0)) return "it must be positive";
  if (demand == rule_demand::not_negative && !(value >= 0)) return "it must not be negative";
  if (demand == rule_demand::share && !(value >= 0 && value <= 1)) return "it is a share, from 0 to 1";
  if (demand == rule_demand::finite && std::isinf(value)) return "changes are counted in parts of it";
  return "";
}
/// Refuses a value that a parameter cannot have. A default of 0 switches something off (tau_facil of `short_term`), and
/// a rule whose default does not meet the demand means something else by the name.
[[gnu::cold, gnu::noinline]] inline void check_rule_number(std::string_view owner, const rule_number& x,
                                                           rule_demand demand) {
  if (x.value == 0 && x.preset == 0) return;
  if (std::isnan(x.value)) raise({owner, ": parameter ", x.name, " of a rule is not a number (NaN)"});
  const bool own_meaning = demand != rule_demand::positive && *why_refused(x.preset, demand) != '\0';
  if (own_meaning && !std::isnan(x.preset)) return;
  const char* const why = why_refused(x.value, demand);
  if (*why != '\0') raise({owner, ": parameter ", x.name, " of a rule is ", quantity_text(x.value, x.unit), "; ", why});
}
[[gnu::cold]] inline void check_rule_order(std::string_view owner, const rule_numbers& all, std::string_view low_name,
                                           std::string_view high_name) {
  each_couple(all, low_name, high_name, [&](const rule_number& low, const rule_number& high) {
    if (low.value > high.value)
      raise({owner, ": ", low_name, " of a rule, ", quantity_text(low.value, high.unit), ", is above ", high_name, ", ",
             quantity_text(high.value, high.unit)});
  });
}
/// Rules of pairs and triplets of spikes count weights between their bounds.
[[gnu::cold]] inline void check_room(std::string_view owner, const rule_numbers& all) {
  each_couple(all, "w_min", "w_max", [&](const rule_number& low, const rule_number& high) {
    if (counts_in_parts(high) && low.value == high.value)
      raise({owner, ": w_min and w_max of a rule are both ", quantity_text(high.value, high.unit),
             "; weights learn between them"});
  });
}
[[gnu::cold, gnu::noinline]] inline void check_rule_numbers(std::string_view owner, const rule_numbers& all) {
  for (const rule_number& x : all)
    // An interval is checked where it becomes a number of steps.
    if (x.name != "interval") check_rule_number(owner, x, demand_of(x, all));
  check_rule_order(owner, all, "w_min", "w_max");
  check_rule_order(owner, all, "low", "high");
  check_room(owner, all);
}

/// A pool of weight, of which `eta` is a share.
template <class Rule>
concept TakesShareOfPool = requires(const Rule& rule, typename Rule::at_target post) {
  requires RuleNumber<decltype(rule.eta)>;
  post.pool;
};

/// Refuses values of a rule or an operation that none can mean; `owner` is "projection 'S'".
template <class Rule>
[[gnu::cold]] void check_rule(const Rule& rule, std::string_view owner) {
  rule_numbers all;
  list_numbers(rule, all);
  check_rule_numbers(owner, all);
  if constexpr (TakesShareOfPool<Rule>)
    if (const rule_number* const eta = find_number(all, "eta")) check_rule_number(owner, *eta, rule_demand::share);
  if constexpr (requires { rule.missing_parameter(); })
    if (const std::string_view missing = rule.missing_parameter(); !missing.empty())
      raise({owner, ": parameter ", missing, " of a rule in words has no value; write .with<\"", missing,
             "\">(value), or a line with a default in the text"});
  if constexpr (requires { rule.validate(owner); }) rule.validate(owner);
}

} // namespace cortexpr::detail
