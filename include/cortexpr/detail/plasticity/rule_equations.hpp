// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/plasticity/rule_forms.hpp>
#include <cortexpr/detail/plasticity/rule_members.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/integrators/automatic.hpp>
#include <cortexpr/model/readings/dependence.hpp>
#include <cortexpr/model/unit_check.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/with_equations/synapse_equations.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <exception>
#include <string_view>
#include <type_traits>
#include <utility>

// The equations of a rule, read as those of a model: what the library knows about models (units, linearity,
// integrators) it knows about synapses, too.

namespace cortexpr::detail {

/// For functions that are only asked for their type: never called.
template <class T>
[[noreturn]] T value_of_type() {
  std::terminate();
}

template <class>
inline constexpr bool is_dependence = false;
template <std::size_t N>
inline constexpr bool is_dependence<dependence<N>> = true;

/// The parameters with which an interpretation reads equations until it is given others. How equations depend on
/// variables may not follow from a parameter that happens to be 0 by default.
template <class Rule, class I>
constexpr Rule usual_parameters() {
  Rule rule{};
  if constexpr (is_dependence<I> && lists_parameters<Rule>) {
    const auto list = detail::tie_members(rule);
    const auto set = []<class T>(T& x) {
      if constexpr (is_quantity<T> || std::is_floating_point_v<T>) x = T(1);
    };
    [&]<std::size_t... K>(std::index_sequence<K...>) { (set(field_at<K>(list)), ...); }
    (std::make_index_sequence<decltype(list)::size>{});
  }
  return rule;
}

/// A rule's equations as a model. Its parameter set carries the rule itself, whose data members are the parameters.
template <class Rule>
struct equations_of {
  template <class I>
  using state = typename Rule::template synapse<I>;
  template <class I>
  struct parameters {
    static constexpr bool carries_rule = true;
    static constexpr std::array<std::string_view, 0> member_names{};
    Rule rule = usual_parameters<Rule, I>();
    constexpr auto members() { return detail::tie_fields(); }
    constexpr auto members() const { return detail::tie_fields(); }
  };
  template <class I>
  using inputs = std::conditional_t<SynapseFlowsAround<Rule>, surroundings<Rule, I>, no_inputs>;
  template <class X, class P>
    requires(SynapseFlowsAlone<Rule> || SynapseFlowsWithParameters<Rule>)
  [[gnu::always_inline]] static constexpr auto flow(const X& x, const P& p) {
    if constexpr (SynapseFlowsAlone<Rule>)
      return p.rule.flow(x);
    else
      return p.rule.flow(x, p.rule);
  }
  template <class X, class P, class In>
    requires SynapseFlowsAround<Rule>
  [[gnu::always_inline]] static constexpr auto flow([[maybe_unused]] const X& x, [[maybe_unused]] const P& p,
                                                    [[maybe_unused]] const In& n) {
    if constexpr (std::is_same_v<X, state<checked>>) // only the type is asked for: `check_surroundings` knows the units
      return value_of_type<state<ddt<checked>>>();
    else
      return p.rule.flow(x, p.rule, n);
  }
  template <class X, class P>
    requires HasSynapseNoise<Rule>
  [[gnu::always_inline]] static constexpr auto noise(const X& x, const P& p) {
    if constexpr (SynapseNoiseAlone<Rule>)
      return p.rule.noise(x);
    else
      return p.rule.noise(x, p.rule);
  }
};

/// Which variables of a rule have a derivative that is always 0: parameters that every synapse has for itself.
template <class Rule>
constexpr auto find_constants() {
  std::array<bool, state_size<equations_of<Rule>>> constants{};
  for (std::size_t k = 0; k < constants.size(); ++k) constants[k] = dependence_of_flow<equations_of<Rule>>[k].zero();
  return constants;
}
template <HasEquations Rule>
inline constexpr auto constants_of = find_constants<Rule>();

template <HasEquations Rule>
inline constexpr bool has_constants = [] {
  for (const bool constant : constants_of<Rule>)
    if (constant) return true;
  return false;
}();

/// How derivatives depend on the variables, those without a derivative read as parameters.
template <class Rule>
constexpr auto find_dependence_between_events() {
  using model = equations_of<Rule>;
  constexpr std::size_t n = state_size<model>;
  state_of<model, dependence<n>> x{};
  seed(x, [](std::size_t k) {
    return constants_of<Rule>[k] ? dependency<n>::of_parameter(k) : dependency<n>::of_variable(k);
  });
  return to_degree_array<model>(cortexpr::detail::flow<model>(x, parameters_of<model, dependence<n>>{}, no_inputs{}));
}
template <HasEquations Rule>
inline constexpr auto dependence_between_events = find_dependence_between_events<Rule>();

/// Whether the equations of a rule can be solved from one event to the next.
template <HasEquations Rule>
inline constexpr bool solved_between_events = [] {
  if constexpr (!SynapseFlowsAround<Rule> && !HasRecurrence<Rule> && !HasSynapseNoise<Rule> && !HasCurrent<Rule>) {
    for (const auto& d : dependence_between_events<Rule>)
      if (!d.affine()) return false;
    return true;
  } else {
    return false;
  }
}();

template <class Rule>
concept NamesUpdate = requires {
  typename Rule::update;
};
template <class Rule, class Update>
inline constexpr bool asks_for_update = false;
template <NamesUpdate Rule, class Update>
inline constexpr bool asks_for_update<Rule, Update> = std::is_same_v<typename Rule::update, Update>;
template <class Rule>
concept NamesIntegrator = requires {
  typename Rule::integrator;
};

/// The equations of a rule are solved at the events of a synapse.
template <class Rule>
struct is_event_driven : std::false_type {};
template <HasEquations Rule>
struct is_event_driven<Rule> : std::bool_constant<solved_between_events<Rule> && !asks_for_update<Rule, clock_driven> &&
                                                  !NamesIntegrator<Rule>> {};
/// They are integrated in every step.
template <class Rule>
struct is_clock_driven : std::bool_constant<HasEquations<Rule> && !is_event_driven<Rule>::value> {};

template <class Rule>
struct has_current : std::bool_constant<HasCurrent<Rule>> {};

/// When in a step the clock-driven equations of a rule are advanced.
enum class flow_place { usual, after_thresholds, before_traces, unknown };
template <class Rule>
inline constexpr flow_place place_of_flow = flow_place::usual;
template <class Rule>
  requires requires { typename Rule::place; }
inline constexpr flow_place place_of_flow<Rule> =
    std::is_same_v<typename Rule::place, cortexpr::after_thresholds> ? flow_place::after_thresholds
    : std::is_same_v<typename Rule::place, cortexpr::before_traces>  ? flow_place::before_traces
                                                                     : flow_place::unknown;
/// The same of a list, whose clock-driven rules have one place; else `unknown`.
template <class List>
inline constexpr flow_place place_of_flows = flow_place::usual;
template <class... Rules>
inline constexpr flow_place place_of_flows<plasticity<Rules...>> = [] {
  flow_place common = flow_place::usual;
  bool first = true;
  const auto look = [&](bool flows, flow_place one) {
    if (!flows) return;
    common = first || common == one ? one : flow_place::unknown;
    first = false;
  };
  (look(is_clock_driven<Rules>::value, place_of_flow<Rules>), ...);
  return common;
}();

/// Says itself what happens to a synapse between two of its events. (`&Rule::between_events` of a template cannot be
/// asked for; a member of that name in a class that also inherits one can.)
struct has_between_events {
  int between_events;
};
template <class Rule>
struct between_events_clash : Rule, has_between_events {};
template <class Rule>
concept NamesBetweenEvents = !requires {
  &between_events_clash<Rule>::between_events;
};
template <class Rule>
struct acts_between_events : std::bool_constant<NamesBetweenEvents<Rule>> {};
template <class List>
inline constexpr bool learns_between_events = any_rule<List, acts_between_events>;

template <class List>
inline constexpr bool flows_at_events = any_rule<List, is_event_driven> || learns_between_events<List>;
template <class List>
inline constexpr bool flows_every_step = any_rule<List, is_clock_driven>;
template <class List>
inline constexpr bool feeds_currents = any_rule<List, has_current>;

template <class Rule>
struct synapse_integrator {
  using type = automatic;
};
template <NamesIntegrator Rule>
struct synapse_integrator<Rule> {
  using type = typename Rule::integrator;
};
/// What integrates a clock-driven rule.
template <HasEquations Rule>
using integrator_of_rule = resolve_integrator<typename synapse_integrator<Rule>::type, equations_of<Rule>>;

/// The first variable of rule R among the synapse variables of its list.
template <class List, std::size_t R>
inline constexpr std::size_t first_variable_of = 0;
template <class... Rules, std::size_t R>
inline constexpr std::size_t first_variable_of<plasticity<Rules...>, R> = [] {
  constexpr std::array<std::size_t, sizeof...(Rules)> counts{variable_count<synapse_part<Rules>>...};
  std::size_t first = 0;
  for (std::size_t k = 0; k < R; ++k) first += counts[k];
  return first;
}();

} // namespace cortexpr::detail
