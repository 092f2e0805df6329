// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/plasticity/check_equations.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <type_traits>

namespace cortexpr::detail {

// A hook of a rule that is called almost as one that the library knows would be ignored. Data members are parameters
// and may have any name. How names are asked for is told in model/near_misses.hpp.

#define CORTEXPR_MISSPELT_HOOKS(X)                                                                                     \
  X(onPre, on_pre)                                                                                                     \
  X(on_pre_spike, on_pre)                                                                                              \
  X(on_prespike, on_pre)                                                                                               \
  X(on_presynaptic_spike, on_pre)                                                                                      \
  X(pre, on_pre)                                                                                                       \
  X(on_spike, on_pre)                                                                                                  \
  X(on_arrival, on_pre)                                                                                                \
  X(onPost, on_post)                                                                                                   \
  X(on_post_spike, on_post)                                                                                            \
  X(on_postspike, on_post)                                                                                             \
  X(on_postsynaptic_spike, on_post)                                                                                    \
  X(post, on_post)                                                                                                     \
  X(onStep, on_step)                                                                                                   \
  X(on_steps, on_step)                                                                                                 \
  X(every_step, on_step)                                                                                               \
  X(spikes, spike)                                                                                                     \
  X(time_constant, time_constants)                                                                                     \
  X(timeconstants, time_constants)                                                                                     \
  X(synapses, synapse)                                                                                                 \
  X(Synapse, synapse)                                                                                                  \
  X(at_sources, at_source)                                                                                             \
  X(at_targets, at_target)                                                                                             \
  X(read, reads)                                                                                                       \
  X(write, writes)                                                                                                     \
  X(service, services)                                                                                                 \
  X(needs, services)

struct names_of_hooks {
  int spike, time_constants, transmit, flow, noise, current, next;
#define CORTEXPR_ONE(written, right) int written;
  CORTEXPR_MISSPELT_HOOKS(CORTEXPR_ONE)
#undef CORTEXPR_ONE
};
template <class Rule>
struct hook_clash : Rule, names_of_hooks {};

template <class Pointer>
inline constexpr bool is_data = std::is_member_object_pointer_v<Pointer> ||
                                (std::is_pointer_v<Pointer> && !std::is_function_v<std::remove_pointer_t<Pointer>>);

#define CORTEXPR_NAMES(concept_name, member)                                                                           \
  template <class Rule>                                                                                                \
  concept concept_name = !requires {                                                                                   \
    &hook_clash<Rule>::member;                                                                                         \
  }                                                                                                                    \
  &&!requires { requires std::is_base_of_v<struct Rule::member, Rule>; };
CORTEXPR_NAMES(NamesSpike, spike)
CORTEXPR_NAMES(NamesTimeConstants, time_constants)
CORTEXPR_NAMES(NamesTransmit, transmit)
CORTEXPR_NAMES(NamesSynapseFlow, flow)
CORTEXPR_NAMES(NamesSynapseNoise, noise)
CORTEXPR_NAMES(NamesRecurrence, next)
CORTEXPR_NAMES(NamesCurrent, current)
template <class Rule>
concept IsParameterFlow = requires {
  requires is_data<decltype(&Rule::flow)>;
};
template <class Rule>
concept IsParameterCurrent = requires {
  requires is_data<decltype(&Rule::current)>;
};
template <class Rule>
concept IsParameterNext = requires {
  requires is_data<decltype(&Rule::next)>;
};
template <class Rule>
concept IsParameterNoise = requires {
  requires is_data<decltype(&Rule::noise)>;
};
#define CORTEXPR_ONE(written, right)                                                                                   \
  template <class Rule>                                                                                                \
  concept IsDataHook_##written = requires {                                                                            \
    requires is_data<decltype(&Rule::written)>;                                                                        \
  };                                                                                                                   \
  CORTEXPR_NAMES(NamesHook_##written, written)
CORTEXPR_MISSPELT_HOOKS(CORTEXPR_ONE)
#undef CORTEXPR_ONE
#undef CORTEXPR_NAMES

// Types whose names are those of members: all compilers print them as they are.
namespace written {
#define CORTEXPR_ONE(word, right) struct word;
CORTEXPR_MISSPELT_HOOKS(CORTEXPR_ONE)
struct transmit;
#undef CORTEXPR_ONE
} // namespace written
namespace hook_called {
struct on_pre;
struct on_post;
struct on_step;
struct spike;
struct time_constants;
struct synapse;
struct at_source;
struct at_target;
struct services;
struct reads;
struct writes;
struct transmits;
} // namespace hook_called

template <class Rule, class Written, class Meant>
struct unknown_hook {
  static_assert(sizeof(Rule) == 0,
                "cortexpr: the library does not know this member of a synapse rule, and it would be ignored; rename it "
                "(or, if it is a helper, call it otherwise); see `Written` and `Meant` beside this sentence. What is "
                "known: synapse, at_source, at_target, time_constants, spike, on_pre, on_post, on_step, services, "
                "transmits, reads, writes, flow, noise, current, next, feeds, update, integrator");
  static constexpr bool value = false;
};

template <class Rule>
constexpr bool has_known_hooks() {
#define CORTEXPR_ONE(word, right)                                                                                      \
  if constexpr (NamesHook_##word<Rule> && !IsDataHook_##word<Rule>)                                                    \
    return unknown_hook<Rule, written::word, hook_called::right>::value;
  CORTEXPR_MISSPELT_HOOKS(CORTEXPR_ONE)
#undef CORTEXPR_ONE
  if constexpr (NamesTransmit<Rule>) return unknown_hook<Rule, written::transmit, hook_called::transmits>::value;
  return true;
}
#undef CORTEXPR_MISSPELT_HOOKS

/// A variable of this name would hide the one that rules find there.
template <class Part>
constexpr bool has_word_of_views() {
  for (const std::string_view word :
       {"w", "t", "dt", "receptor", "signal", "w_before", "incoming_sum", "in_degree", "pair", "pre", "post"})
    if (find_variable<Part>(word) != not_found) return true;
  return false;
}

template <class Rule>
constexpr bool check_rule() {
  static_assert(std::is_class_v<Rule>, "cortexpr: plasticity{...} takes synapse rules: plasticity{transmit{}, "
                                       "pair_stdp{}}");
  static_assert(!std::is_final_v<Rule>, "cortexpr: a synapse rule is no final class: its members could not be checked");
  if constexpr (std::is_class_v<Rule> && !std::is_final_v<Rule>)
    if constexpr (has_known_hooks<Rule>()) {
      static_assert(!NamesSpike<Rule> || SourceSpike<Rule> || TargetSpike<Rule>,
                    "cortexpr: spike of a synapse rule cannot be called; write void spike(at_source& x) const or void "
                    "spike(at_target& y) const, public, with struct at_source { double x = 0; };");
      constexpr bool source_never_spikes = SourceDecays<Rule> && !SourceSpike<Rule>;
      constexpr bool target_never_spikes = TargetDecays<Rule> && !TargetSpike<Rule>;
      static_assert(
          !NamesSpike<Rule> || !(source_never_spikes || target_never_spikes),
          "cortexpr: spike of a synapse rule cannot be called for one of its traces, which would stay 0; write "
          "void spike(at_source& x) const and void spike(at_target& y) const, with const after each");
      static_assert(!SpikesACopy<Rule, source_part<Rule>> && !SpikesACopy<Rule, target_part<Rule>>,
                    "cortexpr: spike of a synapse rule changes a copy; write void spike(at_source& x) const, with &");
      static_assert(
          !(has_word_of_views<synapse_part<Rule>>() || has_word_of_views<source_part<Rule>>() ||
            has_word_of_views<target_part<Rule>>()),
          "cortexpr: a variable of a synapse rule has a name that the library uses: w, t, dt, receptor, signal, "
          "w_before, incoming_sum, in_degree, pair, pre and post are taken; choose another");
      static_assert(!NamesTimeConstants<Rule> || SourceDecays<Rule> || TargetDecays<Rule>,
                    "cortexpr: time_constants of a synapse rule cannot be called; write auto time_constants(at_source) "
                    "const or auto time_constants(at_target) const, public, with struct at_source { double x = 0; };");
      static_assert(declares_names<typename decltype(reads_of<Rule>())::type> &&
                        declares_names<typename decltype(writes_of<Rule>())::type>,
                    "cortexpr: a rule declares what it reads and writes of its neurons by names: using reads = "
                    "post<\"v\">, using writes = pre<\"x\">, or pre_and_post<pre<\"x\">, post<\"v\">>");
      static_assert(
          !NamesOnStepIf<Rule> || (NamesOnStep<Rule> && sees_neurons<Rule>::value),
          "cortexpr: on_step_if(post) of a synapse rule says at which targets its on_step runs: write on_step, "
          "too, and declare what is looked at: using reads = post<\"v\">");
      static_assert(
          !NamesSynapseFlow<Rule> || IsParameterFlow<Rule> || HasEquations<Rule>,
          "cortexpr: flow of a synapse rule cannot be called; write template <class I> struct synapse { "
          "number<I> x = 0; }; and template <class S> static constexpr synapse<ddt<S>> flow(const synapse<S>& "
          "s, const auto& p), public");
      static_assert(!NamesSynapseNoise<Rule> || IsParameterNoise<Rule> || HasSynapseNoise<Rule>,
                    "cortexpr: noise of a synapse rule cannot be called, or there is no flow beside it; write template "
                    "<class S> static constexpr synapse<per_root_second<S>> noise(const synapse<S>& s, const auto& p)");
      static_assert(!NamesCurrent<Rule> || IsParameterCurrent<Rule> || HasCurrent<Rule>,
                    "cortexpr: current of a synapse rule cannot be called, or there is no flow beside it; write static "
                    "constexpr auto current(const auto& s, const auto& p) { return s.w * s.x; }, public");
      static_assert(!NamesRecurrence<Rule> || IsParameterNext<Rule> || HasRecurrence<Rule>,
                    "cortexpr: next of a synapse rule cannot be called; write template <class I> struct synapse { "
                    "number<I> x = 0; }; and template <class S> static constexpr synapse<S> next(const synapse<S>& s, "
                    "const auto& p, const auto& n), public");
      static_assert(!(HasRecurrence<Rule> && NamesSynapseFlow<Rule>),
                    "cortexpr: a synapse rule has flow(s, p), equations, or next(s, p, n), a recurrence, not both");
      static_assert(!(NamesBetweenEvents<Rule> && NamesSynapseFlow<Rule>),
                    "cortexpr: a rule with between_events says itself what happens to a synapse with time, and has no "
                    "flow beside it; write two rules");
      static_assert(
          !NamesBetweenEvents<Rule> || variable_count<synapse_part<Rule>> != 0,
          "cortexpr: a rule with between_events has variables of synapses that it moves: struct synapse { double "
          "c = 0; };");
      check_equations<Rule>();
      if constexpr (SourceDecays<Rule>) check_times<source_part<Rule>, Rule>();
      if constexpr (TargetDecays<Rule>) check_times<target_part<Rule>, Rule>();
    }
  return true;
}

/// Refuses rules that cannot stand in one list.
template <class List>
constexpr bool check_rules_together() {
  static_assert(
      !learns_between_events<List> || !(list_needs<List, incoming_sum> || list_needs<List, siblings> ||
                                        any_rule<List, has_virtual_scale> || feeds_currents<List>),
      "cortexpr: a rule with between_events changes weights when the next event looks at them; rules that look at the "
      "weights of other synapses, or feed currents, would see them too early: they cannot stand in one list with it");
  return true;
}

template <class T>
inline constexpr bool rules_are_known = true;
template <class... Rules>
inline constexpr bool rules_are_known<plasticity<Rules...>> =
    (check_rule<Rules>() && ...) && check_rules_together<plasticity<Rules...>>();

} // namespace cortexpr::detail
