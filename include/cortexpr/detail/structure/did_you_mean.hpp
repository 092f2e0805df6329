// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/structure/known_names.hpp>
#include <cortexpr/detail/text/letters_apart.hpp>
#include <string_view>

namespace cortexpr::detail {

// Unknown names are refused by functions whose template arguments are what was written and the nearest name
// that exists, because compilers print these beside the sentence. They are instantiated for mistakes only.

/// The name that is most like `wrote`; empty names do not count.
template <std::size_t N>
constexpr std::string_view nearest_name(const std::array<std::string_view, N>& names, std::string_view wrote) {
  std::string_view best = "(there is none)";
  std::size_t distance = static_cast<std::size_t>(-1);
  for (const std::string_view name : names)
    if (const std::size_t apart = letters_apart(name, wrote); !name.empty() && apart < distance) {
      best = name;
      distance = apart;
    }
  return best;
}

template <class Complaint, class Among, fixed_string Wrote>
constexpr void refuse_name() {
  // g++ 12 does not take the list itself for a constant.
  constexpr std::string_view nearest = [] { return nearest_name(Among::names(), Wrote.view()); }();
  Complaint::template refuse<Wrote, to_fixed<nearest.size()>(nearest)>();
}

// The conditions are false, but depend on the arguments.
template <fixed_string Wrote>
inline constexpr bool is_known = Wrote.size() == static_cast<std::size_t>(-1);
template <class Written>
inline constexpr bool is_right = sizeof(Written) == 0;

#define CORTEXPR_COMPLAINT(name, sentence)                                                                             \
  struct name {                                                                                                        \
    template <fixed_string Wrote, fixed_string DidYouMean>                                                             \
    static constexpr void refuse() {                                                                                   \
      static_assert(is_known<Wrote>, sentence "; see `Wrote` and `DidYouMean` beside this sentence");                  \
    }                                                                                                                  \
  };
CORTEXPR_COMPLAINT(no_such_source, "cortexpr: the source of a route is no population of this description")
CORTEXPR_COMPLAINT(no_such_target,
                   "cortexpr: the target of a route is no population of this description, and no label of a "
                   "projection")
CORTEXPR_COMPLAINT(
    no_such_modulated,
    "cortexpr: the synapses at which a projection ends have no variable of the name after the dot of its "
    "route")
CORTEXPR_COMPLAINT(
    no_such_end, "cortexpr: a route of a coupling with synapses names a population, or the label of a projection with "
                 "synapses of its own, on both sides, and one of its names is neither")
CORTEXPR_COMPLAINT(no_such_receptor,
                   "cortexpr: the target has no receptor and no variable of the name after the dot of the route")
CORTEXPR_COMPLAINT(no_such_parameter, "cortexpr: parameter<\"...\"> names no parameter of this population's model")
CORTEXPR_COMPLAINT(no_such_start, "cortexpr: start<\"...\"> names no state variable of this population's model")
CORTEXPR_COMPLAINT(start_of_parameter, "cortexpr: start<\"...\"> names a parameter of this population's model, which "
                                       "has one value for the whole run: write parameter<\"...\">(value)")
CORTEXPR_COMPLAINT(start_of_input,
                   "cortexpr: start<\"...\"> names an input of this population's model, which is fed in "
                   "every step: write drive<\"population.input\">(value)")
CORTEXPR_COMPLAINT(parameter_is_variable,
                   "cortexpr: parameter<\"...\"> names a variable of this population's model, which "
                   "moves: its value at the start is start<\"...\">(value)")
CORTEXPR_COMPLAINT(parameter_is_input,
                   "cortexpr: parameter<\"...\"> names an input of this population's model, which is "
                   "fed in every step: write drive<\"population.input\">(value)")
CORTEXPR_COMPLAINT(value_of_expression,
                   "cortexpr: start<\"...\"> or parameter<\"...\"> names a line x = ... of a text, "
                   "which follows from others and takes no value")
CORTEXPR_COMPLAINT(no_such_input, "cortexpr: drive<\"population.input\">: the population's model has no such input")
CORTEXPR_COMPLAINT(no_such_driven, "cortexpr: drive<\"population.input\"> names no population of this description (and "
                                   "no projection with a rule that needs a signal: drive<\"label.signal\">)")
CORTEXPR_COMPLAINT(no_such_poisson_target,
                   "cortexpr: poisson_input<\"population.receptor\"> names no population of this description")
CORTEXPR_COMPLAINT(
    no_such_poisson_receptor,
    "cortexpr: poisson_input<\"population.receptor\">: the population has no receptor and no variable of "
    "this name")
CORTEXPR_COMPLAINT(no_such_holder,
                   "cortexpr: regularly<\"name\", \"item\"> names no population and no projection of this description")
CORTEXPR_COMPLAINT(no_such_event, "cortexpr: on_event<\"name\", \"population@event\"> names no population (its spikes) "
                                  "and no event that a population's model lists")
CORTEXPR_COMPLAINT(no_such_post_event,
                   "cortexpr: post_event<\"...\"> of a projection names no event that the model of its "
                   "target lists")
CORTEXPR_COMPLAINT(no_such_pathway,
                   "cortexpr: delay_of<\"...\"> of a projection names no pathway of its rules, and not \"post\"")
CORTEXPR_COMPLAINT(no_such_operand,
                   "cortexpr: the operation names no variable and no parameter of the population's model")
CORTEXPR_COMPLAINT(no_such_shared, "cortexpr: all[\"...\"] of a population-wide operation names no variable that the "
                                   "population shares and no parameter")
CORTEXPR_COMPLAINT(no_such_driving,
                   "cortexpr: the function of a drive names no variable and no parameter of the population's model")
CORTEXPR_COMPLAINT(no_such_coupled,
                   "cortexpr: couple(...) reads a name that is no variable and no parameter of the neuron")
CORTEXPR_COMPLAINT(
    no_such_coupled_of_synapses,
    "cortexpr: couple(...) reads a name that is no variable of the synapses on its side, and not their weight, w")
CORTEXPR_COMPLAINT(no_such_coupled_input,
                   "cortexpr: couple(...) feeds an input of the target's model, which has none of this name")
CORTEXPR_COMPLAINT(no_such_coupling, "cortexpr: print_coupling<net, \"label\"> names no projection of this description")
CORTEXPR_COMPLAINT(no_such_recorded,
                   "cortexpr: record<\"item.variable\"> names no population and no projection of this description")
CORTEXPR_COMPLAINT(nothing_to_record,
                   "cortexpr: record<\"item.variable\"> names nothing that can be recorded: population.spikes, "
                   "population.rate, population.variable, projection.w or projection.variable")
CORTEXPR_COMPLAINT(no_such_in_record, "cortexpr: the function of a recording names no variable, no parameter and no "
                                      "input of the population's model")
CORTEXPR_COMPLAINT(no_such_monitored_item,
                   "cortexpr: monitor<\"name\", \"item\"> names no population and no projection of this description")
CORTEXPR_COMPLAINT(no_such_monitored, "cortexpr: a monitor reads a name that is no variable and no parameter of the "
                                      "neurons, and no variable of the synapses, that it watches")
CORTEXPR_COMPLAINT(not_recorded, "cortexpr: nothing of this name is recorded; add record<\"...\">() to the description")
CORTEXPR_COMPLAINT(
    no_such_setting,
    "cortexpr: a setting names nothing in this description: set<\"item\">(...) or set<\"item.part\">(...)")
CORTEXPR_COMPLAINT(no_such_view, "cortexpr: view<\"n.v\"> names no population of this description")
CORTEXPR_COMPLAINT(no_such_got, "cortexpr: get<\"item.variable\"> names no population and no projection")
CORTEXPR_COMPLAINT(no_such_set, "cortexpr: set<\"item.variable\"> names no population and no projection")
CORTEXPR_COMPLAINT(no_such_value, "cortexpr: the population has no variable and no parameter of this name")
CORTEXPR_COMPLAINT(no_such_synapse_variable,
                   "cortexpr: the synapses have no variable, and their rules no parameter, of this name")
CORTEXPR_COMPLAINT(no_such_label, "cortexpr: freeze and thaw name no projection of this description")
CORTEXPR_COMPLAINT(
    no_such_connections,
    "cortexpr: connections<\"label\"> and weight_matrix<\"label\"> name no projection of this description")
CORTEXPR_COMPLAINT(no_such_placed, "cortexpr: places<\"population\"> names no population of this description")
CORTEXPR_COMPLAINT(no_such_rate, "cortexpr: watch_rate<\"n\"> names no population of this description")
CORTEXPR_COMPLAINT(no_such_watched, "cortexpr: watch_value<\"n.v\"> names no population of this description")
CORTEXPR_COMPLAINT(no_such_watched_variable,
                   "cortexpr: watch_value<\"n.v\">: the population has no variable of this name")
#undef CORTEXPR_COMPLAINT

} // namespace cortexpr::detail
