// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/plasticity/surroundings.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/units/quantity.hpp>
#include <type_traits>
#include <utility>

// The forms that equations of a rule have: flow(s), flow(s, p), flow(s, p, n) or the recurrence next(s, p, n); noise
// and current beside them.

namespace cortexpr::detail {

template <class Rule>
concept HasSynapseTemplate = requires {
  typename Rule::template synapse<checked>;
};
template <class Rule>
using checked_synapse = const typename Rule::template synapse<checked>&;

template <class Rule>
concept SynapseFlowsAlone = HasSynapseTemplate<Rule> && requires(const Rule& rule, checked_synapse<Rule> s) {
  rule.flow(s);
};
template <class Rule>
concept SynapseFlowsWithParameters = HasSynapseTemplate<Rule> && requires(const Rule& rule, checked_synapse<Rule> s) {
  rule.flow(s, rule);
};
// Units of weights and neurons are known where a network is described: `check_surroundings`.
template <class Rule>
using numeric_synapse = const typename Rule::template synapse<numeric<double>>&;
template <class Rule>
using numeric_surroundings = const surroundings<Rule, numeric<double>>&;
template <class Rule>
concept SynapseFlowsAround = HasSynapseTemplate<Rule> &&
    requires(const Rule& rule, numeric_synapse<Rule> s, numeric_surroundings<Rule> n) {
  rule.flow(s, rule, n);
};

/// What a recurrence is given for `p`: the rule, or what it has prepared for the time step.
template <class Rule>
concept PreparesSteps = requires(const Rule& rule, quantity<dim::second> dt) {
  rule.prepared(dt);
};
template <class Rule>
[[nodiscard]] constexpr auto prepared_for(const Rule& rule, [[maybe_unused]] quantity<dim::second> dt) {
  if constexpr (PreparesSteps<Rule>)
    return rule.prepared(dt);
  else
    return rule;
}
template <class Rule>
using prepared_type = decltype(prepared_for(std::declval<const Rule&>(), quantity<dim::second>{}));
/// A rule whose synapse variables have a recurrence, which gives what they are a step later.
template <class Rule>
concept HasRecurrence = HasSynapseTemplate<Rule> &&
    requires(const Rule& rule, numeric_synapse<Rule> s, const prepared_type<Rule>& p, numeric_surroundings<Rule> n) {
  rule.next(s, p, n);
};

/// A rule whose synapse variables have equations.
template <class Rule>
concept HasEquations =
    SynapseFlowsAlone<Rule> || SynapseFlowsWithParameters<Rule> || SynapseFlowsAround<Rule> || HasRecurrence<Rule>;

template <class Rule>
concept SynapseNoiseAlone = HasSynapseTemplate<Rule> && requires(const Rule& rule, checked_synapse<Rule> s) {
  rule.noise(s);
};
template <class Rule>
concept SynapseNoiseWithParameters = HasSynapseTemplate<Rule> && requires(const Rule& rule, checked_synapse<Rule> s) {
  rule.noise(s, rule);
};
template <class Rule>
concept HasSynapseNoise = HasEquations<Rule> &&(SynapseNoiseAlone<Rule> || SynapseNoiseWithParameters<Rule>);

/// A synapse as `current` sees it.
template <class Rule, class I, class Weight, class Units = units_unknown>
struct feeding_synapse : Rule::template synapse<I> {
  Weight w{};
  side_around<neuron_side::pre, Rule, I, Units> pre{};
  side_around<neuron_side::post, Rule, I, Units> post{};
};
template <class Rule>
using numeric_feeding_synapse = const feeding_synapse<Rule, numeric<double>, lanes<double>>&;
template <class Rule>
concept CurrentAlone = HasEquations<Rule> && requires(const Rule& rule, numeric_feeding_synapse<Rule> s) {
  rule.current(s);
};
template <class Rule>
concept CurrentWithParameters = HasEquations<Rule> && requires(const Rule& rule, numeric_feeding_synapse<Rule> s) {
  rule.current(s, rule);
};
/// Feeds its target in every step.
template <class Rule>
concept HasCurrent = CurrentAlone<Rule> || CurrentWithParameters<Rule>;

template <HasCurrent Rule, class Synapse>
[[gnu::always_inline]] constexpr auto current_of(const Rule& rule, const Synapse& s) {
  if constexpr (CurrentAlone<Rule>)
    return rule.current(s);
  else
    return rule.current(s, rule);
}

/// Whether equations or the current of a rule can see what is around a synapse, and whether its source.
template <class Rule>
inline constexpr bool looks_around = SynapseFlowsAround<Rule> || HasRecurrence<Rule> ||
                                     (HasCurrent<Rule> && names_around<neuron_side::pre, Rule>::count +
                                                                  names_around<neuron_side::post, Rule>::count !=
                                                              0);
template <class Rule>
inline constexpr bool looks_at_source = looks_around<Rule>&& names_around<neuron_side::pre, Rule>::count != 0;

template <class Rule>
struct equations_look_around : std::bool_constant<looks_around<Rule>> {};
template <class Rule>
struct looks_at_neuron_of_source
    : std::bool_constant<looks_around<Rule> && names_around<neuron_side::pre, Rule>::of_neuron != 0> {};
/// Equations of a list see variables of sources, which may belong to other threads.
template <class List>
inline constexpr bool looks_at_neurons_of_sources = any_rule<List, looks_at_neuron_of_source>;

} // namespace cortexpr::detail
