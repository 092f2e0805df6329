// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/model_checks/near_misses.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/given_inputs.hpp>
#include <cortexpr/model/readings/dependence.hpp>
#include <cortexpr/model/spike_counts.hpp>
#include <cortexpr/model/unit_check.hpp>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

// A member that cannot be called as documented, or that is called by a slightly other name, would be ignored: the
// model would run as another one. Such models are refused.

/// Whether `M` has an input called by any name, a template inputs<I>.
template <class M>
concept DeclaresInputs = requires {
  typename M::template inputs<checked>;
};

// Whether a reset takes the state by value, or as a constant, is told by the type of its address. (A call with a
// temporary would not tell it from `auto&&`.)
template <class M, class... Arguments>
concept ResetTakes = requires {
  static_cast<void (*)(Arguments...)>(&M::reset);
};
template <class M, class State>
concept ResetsA = Model<M> &&
    (ResetTakes<M, State, asked_parameters<M>> || ResetTakes<M, State, parameters_of<M, checked>> ||
     ResetTakes<M, State, asked_parameters<M>, asked_inputs<M>> ||
     ResetTakes<M, State, parameters_of<M, checked>, inputs_of<M, checked>>);

template <class M>
constexpr bool reset_returns_nothing() {
  if constexpr (ResetsWithInputs<M>)
    return std::is_void_v<decltype(M::reset(std::declval<state_of<M, checked>&>(), parameters_of<M, checked>{},
                                            inputs_of<M, checked>{}))>;
  else if constexpr (ResetsAlone<M>)
    return std::is_void_v<decltype(M::reset(std::declval<state_of<M, checked>&>(), parameters_of<M, checked>{}))>;
  else
    return true;
}

template <class M>
constexpr void check_callable_members() {
  static_assert(
      !NamesInputs<M> || DeclaresInputs<M>,
      "cortexpr: the model's inputs are no public template; write template <class T> struct inputs { amp<T> I "
      "= 0_A; };");
  static_assert(!NamesFlow<M> || Flows<M>,
                "cortexpr: the model's flow cannot be called as flow(x, p) or flow(x, p, in) with a constant state x, "
                "parameters p and inputs in; write template <class S, class P> static constexpr state<ddt<S>> "
                "flow(const state<S>& x, const parameters<P>& p), and make it public");
  static_assert(!NamesSpikes<M> || Thresholded<M>,
                "cortexpr: the model's spikes cannot be called as spikes(x, p) or spikes(x, p, in) with a constant "
                "state x, parameters p and inputs in; write static constexpr auto spikes(const auto& x, const auto& p) "
                "{ return x.v > p.V_th; }, and make it public");
  static_assert(!NamesHazard<M> || Hazardous<M>,
                "cortexpr: the model's hazard cannot be called as hazard(x, p) or hazard(x, p, in) with a constant "
                "state x, parameters p and inputs in; write static constexpr auto hazard(const auto& x, const auto& p) "
                "that returns a rate in hertz, and make it public");
  static_assert(
      !NamesReset<M> || Resets<M>,
      "cortexpr: the model's reset cannot be called as reset(x, p) or reset(x, p, in) with a state x, constant "
      "parameters p and inputs in; write static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; "
      "}, and make it public");
  static_assert(!NamesRefractory<M> || HasRefractoryFunction<M>,
                "cortexpr: the model's refractory cannot be called as refractory(x, p) or refractory(x, p, in) with a "
                "constant state x, parameters p and inputs in; write static constexpr auto refractory(const auto& x, "
                "const auto& p) { return x.v > -40_mV; } and make it public; or, for a period, a parameter t_ref");
  static_assert(!NamesNoise<M> || Noisy<M>,
                "cortexpr: the model's noise cannot be called as noise(x, p) or noise(x, p, in) with a constant state "
                "x, parameters p and inputs in; write template <class S, class P> static constexpr "
                "state<per_root_second<S>> noise(const state<S>& x, const parameters<P>& p), and make it public");
  static_assert(
      !NamesShared<M> || SharesVariables<M>,
      "cortexpr: the model's shared variables are no public template; write template <class T> struct shared { "
      "number<T> activity = 0; };");
  static_assert(
      !NamesSharedFlow<M> || MovesShared<M>,
      "cortexpr: the model's shared_flow cannot be called as shared_flow(all, p) with constant shared variables "
      "and parameters; write template <class S, class P> static constexpr shared<ddt<S>> shared_flow(const "
      "shared<S>& all, const parameters<P>& p), and make it public; it sees no single neuron: operations bring "
      "sums and means of neurons into shared variables");
  static_assert(!NamesOutput<M> || HasOutput<M>,
                "cortexpr: the model's output cannot be called as output(x, p) or output(x, p, in) with a constant "
                "state x, parameters p and inputs in; write static constexpr auto output(const auto& x, const auto& p) "
                "{ return x.S; }, and make it public");
}

template <class M>
constexpr void check_members_together() {
  static_assert(
      reset_returns_nothing<M>(),
      "cortexpr: the model's reset returns a value, which would be lost; it changes its first argument: write "
      "static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }");
  if constexpr (reset_returns_nothing<M>()) {
    static_assert(
        !ResetsA<M, state_of<M, checked>>,
        "cortexpr: the model's reset takes the state by value and would change a copy; write static constexpr "
        "void reset(auto& x, const auto& p), with &");
    static_assert(
        !ResetsA<M, asked_state<M>> || ResetsA<M, state_of<M, checked>&>,
        "cortexpr: the model's reset takes a constant state and cannot change it; write static constexpr void "
        "reset(auto& x, const auto& p), without const");
  }
  static_assert(!Thresholded<M> || !Hazardous<M>,
                "cortexpr: a model spikes by a threshold, spikes(x, p), or at random, hazard(x, p), not by both");
  static_assert(!NamesSpikeCount<M> || CountsSpikes<M>,
                "cortexpr: spike_count(x, p) tells how many spikes there are in a step in which spikes(x, p) holds: "
                "write both, static constexpr auto spike_count(const auto& x, const auto& p) { return x.n; }, public");
  static_assert(!NamesSeveralPerStep<M> || Hazardous<M>,
                "cortexpr: several_per_step is for models that spike at random, hazard(x, p); where spikes(x, p) is a "
                "condition, spike_count(x, p) tells how many spikes there are in a step");
  static_assert(!SpikesSeveralTimes<M> || !Refractory<M>,
                "cortexpr: a model whose neurons may spike several times in a step cannot be refractory between these "
                "spikes; leave t_ref and refractory(x, p) out, or spike_count and several_per_step");
  if constexpr (CountsSpikes<M>)
    static_assert(
        std::remove_cvref_t<decltype(M::spike_count(state_of<M, checked>{}, parameters_of<M, checked>{}))>::dims ==
            dim::one,
        "cortexpr: the model's spike_count has a unit; it is a number of spikes");
  static_assert(!Resets<M> || Spiking<M>,
                "cortexpr: the model has a reset but never spikes; write static constexpr auto "
                "spikes(const auto& x, const auto& p) { return x.v > p.V_th; }");
  static_assert(!HasRefractoryFunction<M> || Spiking<M>,
                "cortexpr: the model has a refractory(x, p) but never spikes; write static constexpr auto "
                "spikes(const auto& x, const auto& p) { return x.v > p.V_th; }");
  static_assert(
      !holds_any<M> || Refractory<M>,
      "cortexpr: the model marks a variable unless_refractory but is never refractory; give it a parameter "
      "called t_ref, second<I> t_ref = 2_ms, or refractory(x, p) (a text: refractory<\"2*ms\">), or leave the "
      "mark out");
  static_assert(!Noisy<M> || Flows<M>, "cortexpr: the model has noise but no flow(x, p) that it could be added to");
}

/// An input that is given to the neuron has the right unit, a source, and readers that it makes sense for.
template <Model M, std::size_t K>
constexpr void check_given_input() {
  constexpr std::string_view name = variable_names<inputs_of<M, checked>>[K].view();
  static_assert(
      name != "last_spike" || is_last_spike<M, K>,
      "cortexpr: an input called last_spike is the time of the neuron's last spike; write second<T> last_spike, "
      "or give the input another name");
  static_assert(
      name != "not_refractory" || is_not_refractory<M, K>,
      "cortexpr: an input called not_refractory is 1 while the neuron is not refractory, else 0; write number<T> "
      "not_refractory, or give the input another name");
  static_assert(
      !is_last_spike<M, K> || Spiking<M>,
      "cortexpr: the model has an input last_spike but never spikes; write static constexpr auto spikes(const "
      "auto& x, const auto& p) { return x.v > p.V_th; }");
  static_assert(
      !is_not_refractory<M, K> || Refractory<M>,
      "cortexpr: the model has an input not_refractory but is never refractory; give it a parameter second<T> "
      "t_ref, or refractory(x, p)");
  if constexpr (is_random_number<M, K>) {
    if constexpr (Flows<M>)
      static_assert(
          ![] {
            bool used = false;
            for (const auto& d : dependence_of_flow<M>) used = used || d.uses(state_size<M> + K);
            return used;
          }(),
          "cortexpr: the model's flow reads a random number, which would be noise whose strength depends on the time "
          "step; write noise(x, p): its amplitude per variable");
  }
}

/// Shared variables have names of their own.
template <Model M>
constexpr void check_shared_variables() {
  constexpr bool unique = [] {
    for (const auto& a : variable_names<shared_of<M, checked>>) {
      if (find_variable<state_of<M, checked>>(a.view()) != not_found) return false;
      if (find_variable<parameters_of<M, checked>>(a.view()) != not_found) return false;
      if (find_variable<own_inputs_of<M, checked>>(a.view()) != not_found) return false;
    }
    return true;
  }();
  static_assert(unique,
                "cortexpr: a shared variable of the model has the name of a variable, parameter or input; give it "
                "another one");
  if constexpr (MovesShared<M>) {
    check_units<shared_equations<M>>();
    static_assert(dependence_of_flow<shared_equations<M>>.size() == shared_count<M>);
  }
}

/// Reads the equations for their units and how they depend on their variables here, where the compiler's way to a
/// mistake in them is short.
template <Model M>
constexpr void check_words() {
  constexpr std::size_t t = find_variable<inputs_of<M, checked>>("t");
  if constexpr (t != not_found)
    static_assert(is_time<M, t>, "cortexpr: an input called t is the time; write second<T> t, or give the input "
                                 "another name");
  for_each_index<own_input_count<M>>([](auto k) { check_given_input<M, k>(); });
  if constexpr (SharesVariables<M>) check_shared_variables<M>();
  check_units<M>();
  if constexpr (Flows<M>) static_assert(dependence_of_flow<M>.size() == state_size<M>);
  if constexpr (Noisy<M>) static_assert(dependence_of_noise<M>.size() == state_size<M>);
  if constexpr (Thresholded<M>) {
    using arguments = dependence_arguments<M>;
    using outcome = decltype(crossed_threshold<M>(std::declval<const decltype(arguments::x)&>(),
                                                  std::declval<const decltype(arguments::p)&>(),
                                                  std::declval<const decltype(arguments::in)&>()));
    static_assert(is_condition<outcome>,
                  "cortexpr: the model's spikes returns no condition: write a comparison, such as x.v > p.V_th");
  }
}

/// The same for refractory(x, p): a condition or a time.
template <Model M>
constexpr void check_refractory_function() {
  if constexpr (HasRefractoryFunction<M>) {
    using arguments = dependence_arguments<M>;
    using outcome = decltype(refractory_outcome<M>(std::declval<const decltype(arguments::x)&>(),
                                                   std::declval<const decltype(arguments::p)&>(),
                                                   std::declval<const decltype(arguments::in)&>()));
    static_assert(is_condition<outcome> || refractory_is_time<M>,
                  "cortexpr: the model's refractory returns neither a condition nor a time: write a comparison, such "
                  "as x.v > -40_mV, as long as which the neuron stays refractory after a spike, or a time, such as "
                  "p.t_ref * (1 + x.w)");
  }
}

/// Refuses a model of which a part would be ignored, in one sentence. Composed models lend what their parts define.
template <class M>
constexpr bool check_model() {
  static_assert(std::is_class_v<M>, "cortexpr: a model is a class, such as lif{}, with public templates state<I> and "
                                    "parameters<I>");
  if constexpr (std::is_class_v<M>)
    static_assert(sizeof(M) != 0); // a text says here, not inside a trait, what is wrong
  static_assert(!std::is_final_v<M>, "cortexpr: a model is no final class: its members could not be checked");
  if constexpr (std::is_class_v<M> && !std::is_final_v<M>)
    if constexpr (has_known_members<M>()) {
      static_assert(Model<M>,
                    "cortexpr: the second argument of a population is a model (lif{}, poisson{}, ...): a class "
                    "with public templates state<I> and parameters<I>");
      if constexpr (Model<M>) {
        check_callable_members<M>();
        check_members_together<M>();
        if constexpr (!requires { M::check_parts_of_model(); }) check_words<M>(), check_refractory_function<M>();
      }
    }
  if constexpr (requires { M::check_parts_of_model(); }) M::check_parts_of_model();
  return true;
}

} // namespace cortexpr::detail
