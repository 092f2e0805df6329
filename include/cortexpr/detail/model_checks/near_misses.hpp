// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>

namespace cortexpr::detail {

// Names by which members of models are called in error. Whether a class has a member of a name, be it a template or a
// type, is told by a class that also inherits one: the name is then ambiguous.

// Beside the right one, these are mistaken all the same: X(written, right).
#define CORTEXPR_MISSPELT_MEMBERS(X)                                                                                   \
  X(flows, flow)                                                                                                       \
  X(Flow, flow)                                                                                                        \
  X(flwo, flow)                                                                                                        \
  X(folw, flow)                                                                                                        \
  X(spike, spikes)                                                                                                     \
  X(Spike, spikes)                                                                                                     \
  X(Spikes, spikes)                                                                                                    \
  X(spkies, spikes)                                                                                                    \
  X(spieks, spikes)                                                                                                    \
  X(spikse, spikes)                                                                                                    \
  X(spikess, spikes)                                                                                                   \
  X(hazards, hazard)                                                                                                   \
  X(Hazard, hazard)                                                                                                    \
  X(hazzard, hazard)                                                                                                   \
  X(hazrad, hazard)                                                                                                    \
  X(resets, reset)                                                                                                     \
  X(Reset, reset)                                                                                                      \
  X(rset, reset)                                                                                                       \
  X(reest, reset)                                                                                                      \
  X(resett, reset)                                                                                                     \
  X(spike_counts, spike_count)                                                                                         \
  X(spikes_per_step, spike_count)                                                                                      \
  X(on_reset, reset)                                                                                                   \
  X(on_spike, reset)                                                                                                   \
  X(on_spikes, reset)                                                                                                  \
  X(onSpike, reset)                                                                                                    \
  X(at_spike, reset)                                                                                                   \
  X(after_spike, reset)                                                                                                \
  X(Refractory, refractory)                                                                                            \
  X(refractoriness, refractory)                                                                                        \
  X(is_refractory, refractory)                                                                                         \
  X(noises, noise)                                                                                                     \
  X(Noise, noise)                                                                                                      \
  X(nosie, noise)                                                                                                      \
  X(outputs, output)                                                                                                   \
  X(Output, output)                                                                                                    \
  X(ouput, output)                                                                                                     \
  X(States, state)                                                                                                     \
  X(State, state)                                                                                                      \
  X(Parameters, parameters)                                                                                            \
  X(Inputs, inputs)                                                                                                    \
  X(Shared, shared)                                                                                                    \
  X(sharedFlow, shared_flow)                                                                                           \
  X(flow_shared, shared_flow)                                                                                          \
  X(shared_flows, shared_flow)

// These may be helpers where the right one stands: X(written, right).
#define CORTEXPR_MISTAKEN_MEMBERS(X)                                                                                   \
  X(derivative, flow)                                                                                                  \
  X(derivatives, flow)                                                                                                 \
  X(dynamics, flow)                                                                                                    \
  X(drift, flow)                                                                                                       \
  X(equation, flow)                                                                                                    \
  X(equations, flow)                                                                                                   \
  X(rhs, flow)                                                                                                         \
  X(ode, flow)                                                                                                         \
  X(update, flow)                                                                                                      \
  X(threshold, spikes)                                                                                                 \
  X(thresholds, spikes)                                                                                                \
  X(Threshold, spikes)                                                                                                 \
  X(spiking, spikes)                                                                                                   \
  X(is_spiking, spikes)                                                                                                \
  X(spike_condition, spikes)                                                                                           \
  X(has_spiked, spikes)                                                                                                \
  X(spiked, spikes)                                                                                                    \
  X(crosses, spikes)                                                                                                   \
  X(crossed, spikes)                                                                                                   \
  X(crosses_threshold, spikes)                                                                                         \
  X(above_threshold, spikes)                                                                                           \
  X(fire, spikes)                                                                                                      \
  X(fires, spikes)                                                                                                     \
  X(fired, spikes)                                                                                                     \
  X(firing, spikes)                                                                                                    \
  X(intensity, hazard)                                                                                                 \
  X(spike_rate, hazard)                                                                                                \
  X(reset_state, reset)                                                                                                \
  X(noise_amplitude, noise)                                                                                            \
  X(states, state)                                                                                                     \
  X(variables, state)                                                                                                  \
  X(params, parameters)                                                                                                \
  X(Params, parameters)                                                                                                \
  X(parameter, parameters)                                                                                             \
  X(input, inputs)                                                                                                     \
  X(Input, inputs)                                                                                                     \
  X(t_ref, t_ref)                                                                                                      \
  X(refractory_period, t_ref)                                                                                          \
  X(refractory_time, t_ref)

struct names_of_members {
  int flow, spikes, spike_count, several_per_step, hazard, reset, refractory, noise, output, state, parameters, inputs,
      shared, shared_flow;
#define CORTEXPR_ONE(written, right) int written;
  CORTEXPR_MISSPELT_MEMBERS(CORTEXPR_ONE)
  CORTEXPR_MISTAKEN_MEMBERS(CORTEXPR_ONE)
#undef CORTEXPR_ONE
};
template <class M>
struct member_clash : M, names_of_members {};

// Named concepts, because clang 14 takes `requires` inside a generic lambda for false; one for each name and no more,
// because every model asks them all. A class is a member of itself by its own name: that of a model called threshold is
// not meant for the library.
#define CORTEXPR_NAMES(concept_name, member)                                                                           \
  template <class M>                                                                                                   \
  concept concept_name = !requires {                                                                                   \
    &member_clash<M>::member;                                                                                          \
  }                                                                                                                    \
  &&!requires { requires std::is_base_of_v<struct M::member, M>; };
CORTEXPR_NAMES(NamesFlow, flow)
CORTEXPR_NAMES(NamesSpikes, spikes)
CORTEXPR_NAMES(NamesSpikeCount, spike_count)
CORTEXPR_NAMES(NamesSeveralPerStep, several_per_step)
CORTEXPR_NAMES(NamesHazard, hazard)
CORTEXPR_NAMES(NamesReset, reset)
CORTEXPR_NAMES(NamesRefractory, refractory)
CORTEXPR_NAMES(NamesNoise, noise)
CORTEXPR_NAMES(NamesOutput, output)
CORTEXPR_NAMES(NamesState, state)
CORTEXPR_NAMES(NamesParameters, parameters)
CORTEXPR_NAMES(NamesInputs, inputs)
CORTEXPR_NAMES(NamesShared, shared)
CORTEXPR_NAMES(NamesSharedFlow, shared_flow)
#define CORTEXPR_ONE(written, right) CORTEXPR_NAMES(Names_##written, written)
CORTEXPR_MISSPELT_MEMBERS(CORTEXPR_ONE)
CORTEXPR_MISTAKEN_MEMBERS(CORTEXPR_ONE)
#undef CORTEXPR_ONE
#undef CORTEXPR_NAMES

/// What a model is to have, and whether it has it: then a word that is like it may be a helper.
namespace member_called {
template <class M>
struct flow : std::bool_constant<NamesFlow<M>> {};
template <class M>
struct spikes : std::bool_constant<NamesSpikes<M> || NamesHazard<M>> {};
template <class M>
struct spike_count : std::bool_constant<NamesSpikeCount<M>> {};
template <class M>
struct hazard : spikes<M> {};
template <class M>
struct reset : std::bool_constant<NamesReset<M>> {};
template <class M>
struct refractory : std::bool_constant<NamesRefractory<M>> {};
template <class M>
struct noise : std::bool_constant<NamesNoise<M>> {};
template <class M>
struct output : std::bool_constant<NamesOutput<M>> {};
template <class M>
struct state : std::bool_constant<NamesState<M>> {};
template <class M>
struct parameters : std::bool_constant<NamesParameters<M>> {};
template <class M>
struct inputs : std::bool_constant<NamesInputs<M>> {};
template <class M>
struct shared : std::bool_constant<NamesShared<M>> {};
template <class M>
struct shared_flow : std::bool_constant<NamesSharedFlow<M>> {};
template <class M>
struct t_ref : std::bool_constant<Refractory<M>> {};
} // namespace member_called

template <class M>
inline constexpr bool is_no_model = sizeof(M) == 0;

// A class, because it is instantiated, and the sentence said, before anything else is looked at.
template <class Model, class Written, class Meant>
struct unknown_member {
  static_assert(
      is_no_model<Model>,
      "cortexpr: the library does not know this member of a model, and it would be ignored; rename it (or, if "
      "it is a helper, call it otherwise); see `Written` and `Meant` beside this sentence. What is known: "
      "state, parameters (t_ref among them is the refractory period), inputs, flow, spikes, spike_count, hazard, "
      "several_per_step, reset, refractory, noise, output, shared, shared_flow");
  static constexpr bool value = false;
};

// Types whose names are those of members: all compilers print them as they are.
namespace written {
#define CORTEXPR_ONE(word, right) struct word;
CORTEXPR_MISSPELT_MEMBERS(CORTEXPR_ONE)
CORTEXPR_MISTAKEN_MEMBERS(CORTEXPR_ONE)
#undef CORTEXPR_ONE
} // namespace written

/// False, after a sentence, if a member of `M` is called almost like one that the library knows.
template <class M>
constexpr bool has_known_members() {
#define CORTEXPR_ONE(word, right)                                                                                      \
  if constexpr (Names_##word<M>) return unknown_member<M, written::word, member_called::right<M>>::value;
  CORTEXPR_MISSPELT_MEMBERS(CORTEXPR_ONE)
#undef CORTEXPR_ONE
#define CORTEXPR_ONE(word, right)                                                                                      \
  if constexpr (Names_##word<M>)                                                                                       \
    if constexpr (!member_called::right<M>::value)                                                                     \
      return unknown_member<M, written::word, member_called::right<M>>::value;
  CORTEXPR_MISTAKEN_MEMBERS(CORTEXPR_ONE)
#undef CORTEXPR_ONE
  return true;
}

#undef CORTEXPR_MISSPELT_MEMBERS
#undef CORTEXPR_MISTAKEN_MEMBERS

} // namespace cortexpr::detail
