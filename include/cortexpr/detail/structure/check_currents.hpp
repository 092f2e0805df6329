// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/model/has_mistake.hpp>
#include <cortexpr/detail/plasticity/rule_equations.hpp>
#include <cortexpr/detail/plasticity/seen_neurons.hpp>
#include <cortexpr/detail/structure/coupled_sides.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/model/time_input.hpp>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

template <class Rule>
concept NamesFed = requires {
  std::string_view(Rule::feeds);
};
/// What a rule of a projection feeds by its `current`.
template <class Rule>
constexpr std::string_view fed_name(std::string_view receptor_of_route) {
  if constexpr (NamesFed<Rule>)
    return Rule::feeds;
  else
    return receptor_of_route;
}
/// The variable of the target that a rule of projection P feeds: of the receptor called `feeds`, or of the route's own.
template <auto const& D, std::size_t P, class Rule>
constexpr std::size_t fed_variable() {
  using s = structure<D>;
  return variable_at<typename s::template model<s::template target_of<P>>>(
      fed_name<Rule>(s::template item<P>::path.receptor));
}
/// The input that it feeds, if it is no variable.
template <auto const& D, std::size_t P, class Rule>
constexpr std::size_t fed_input() {
  using s = structure<D>;
  if constexpr (fed_variable<D, P, Rule>() != not_found)
    return not_found;
  else
    return find_variable<inputs_of<typename s::template model<s::template target_of<P>>, checked>>(
        fed_name<Rule>(s::template item<P>::path.receptor));
}
/// Whether currents of projection P go into input Input of population N.
template <auto const& D, std::size_t P, std::size_t N, std::size_t Input>
constexpr bool feeds_input() {
  using s = structure<D>;
  bool found = false;
  if constexpr (!s::template is_continuous<P>() && s::template target_of<P> == N)
    [&]<class... Rules>(std::type_identity<plasticity<Rules...>>) {
      const auto look = [&]<class Rule>(std::type_identity<Rule>) {
        if constexpr (HasCurrent<Rule>) found = found || fed_input<D, P, Rule>() == Input;
      };
      (look(std::type_identity<Rules>{}), ...);
    }(std::type_identity<typename s::template item<P>::rules>{});
  return found;
}

/// Whether variable V of a model stands still but for what is fed into it.
template <class M, std::size_t V>
constexpr bool stands_still() {
  if constexpr (Flows<M>)
    return dependence_of_flow<M>[V].zero();
  else
    return true;
}

/// The units of what is around the synapses of projection P.
template <auto const& D, std::size_t P, class Rule>
struct units_around {
  using s = structure<D>;
  static constexpr dimension weight = s::template weight_dimension<P>();

  template <neuron_side Side, std::size_t K>
  static constexpr dimension find() {
    using names = names_around<Side, Rule>;
    if constexpr (K >= names::before_pair) {
      return dim::one;
    } else if constexpr (K >= names::of_neuron) {
      return dimension_of_term<variable_type<typename names::traces, K - names::of_neuron>>();
    } else {
      constexpr std::size_t neurons = Side == neuron_side::pre ? s::template source_of<P> : s::template target_of<P>;
      using slots = seen_slots<Side, plasticity<Rule>, typename s::template model<neurons>>;
      constexpr std::size_t slot = slots::find(names::all[K]);
      if constexpr (slot == not_found)
        return dim::one; // has been refused
      else
        return slots::template dims<slot>;
    }
  }
  template <neuron_side Side, std::size_t K>
  static constexpr dimension of = find<Side, K>();
};

/// The equations of a rule as quantities, with all that is around a synapse.
template <class Rule, class Units>
struct read_around_with_units {
  // Never called: that the compiler reads it is the check.
  static void all(const Rule& rule) {
    const typename Rule::template synapse<checked> x{};
    const surroundings<Rule, checked, Units> n{};
    if constexpr (SynapseFlowsAround<Rule>) {
      const auto slopes = rule.flow(x, rule, n); // the call makes the compiler read it
      static_assert(std::is_same_v<decltype(slopes), const typename Rule::template synapse<ddt<checked>>>,
                    "cortexpr: unit mistake: flow of a rule returns time derivatives: template <class S> static "
                    "constexpr synapse<ddt<S>> flow(const synapse<S>& s, const auto& p, const auto& n)");
    }
    if constexpr (HasRecurrence<Rule>) {
      const auto later = rule.next(x, prepared_for(rule, n.dt), n);
      static_assert(std::is_same_v<decltype(later), const typename Rule::template synapse<checked>>,
                    "cortexpr: unit mistake: next of a rule returns its variables a step later: template <class S> "
                    "static constexpr synapse<S> next(const synapse<S>& s, const auto& p, const auto& n)");
    }
  }
};
/// Refuses equations that use the units of weights or neurons wrongly, or are due at two times.
template <auto const& D, std::size_t P, class... Rules>
constexpr void check_surroundings(std::type_identity<plasticity<Rules...>>) {
  static_assert(place_of_flows<plasticity<Rules...>> != flow_place::unknown,
                "cortexpr: equations of the rules of a projection are advanced at one time of the step: `using place = "
                "after_thresholds;` or `using place = before_traces;` in all of them, or in none");
  const auto check = []<class Rule>(std::type_identity<Rule>) {
    if constexpr (SynapseFlowsAround<Rule> || HasRecurrence<Rule>)
      static_cast<void>(&read_around_with_units<Rule, units_around<D, P, Rule>>::all);
  };
  (check(std::type_identity<Rules>{}), ...);
}

/// The dimension of what a synapse feeds.
template <class Rule, class Units>
constexpr dimension find_current_dimension() {
  using result = std::remove_cvref_t<decltype(current_of(
      std::declval<const Rule&>(),
      std::declval<const feeding_synapse<Rule, checked, quantity<Units::weight>, Units>&>()))>;
  if constexpr (is_quantity<result>)
    return result::dims;
  else
    return dim::one;
}

/// Whether a rule of projection P sees variable V of its target, on whichever side.
template <auto const& D, std::size_t P, class Rule, neuron_side Side>
constexpr bool reads_variable(std::size_t v) {
  using s = structure<D>;
  constexpr std::size_t neurons = Side == neuron_side::pre ? s::template source_of<P> : s::template target_of<P>;
  if constexpr (neurons == s::template target_of<P> && names_around<Side, Rule>::of_neuron != 0)
    return seen_slots<Side, plasticity<Rule>, typename s::template model<neurons>>::find_variable_of_model(v) !=
           not_found;
  else
    return false;
}

template <auto const& D, std::size_t P, class Rule>
constexpr void check_current() {
  using s = structure<D>;
  using m = typename s::template model<s::template target_of<P>>;
  constexpr std::size_t v = fed_variable<D, P, Rule>(), input = fed_input<D, P, Rule>();
  using units = units_around<D, P, Rule>;
  static_assert(
      v != not_found || input != not_found,
      "cortexpr: the target of a projection has no receptor, variable or input that is called as `feeds` of a "
      "rule says; receptor<\"nmda\", conductance<summed>> makes one called nmda");
  if constexpr (v != not_found) {
    static_assert(
        stands_still<m, v>(),
        "cortexpr: a rule with current(s, p) sets its target's variable in every step, but that variable has an "
        "equation of its own; take a receptor conductance<summed> or current<summed>, an input, or a variable whose "
        "derivative is 0");
    static_assert(
        !(reads_variable<D, P, Rule, neuron_side::pre>(v) || reads_variable<D, P, Rule, neuron_side::post>(v)),
        "cortexpr: current(s, p) of a rule reads the variable that it feeds, of which only a part of the sum "
        "is there; let another variable follow it");
    constexpr dimension fed = dimension_of<state_of<m, checked>, v>;
    static_assert(find_current_dimension<Rule, units>() == fed,
                  "cortexpr: unit mistake: current(s, p) of a rule has another unit than the variable that it feeds");
  } else if constexpr (input != not_found) {
    static_assert(!is_time<m, input>, "cortexpr: the input t of a model is the time, which nothing can feed; give the "
                                      "input another name");
    static_assert(find_current_dimension<Rule, units>() == dimension_of<inputs_of<m, checked>, input>,
                  "cortexpr: unit mistake: current(s, p) of a rule has another unit than the input that it feeds");
  }
}

/// Refuses currents of synapses that have no variable to be summed in, or another unit.
template <auto const& D, std::size_t P, class... Rules>
constexpr void check_currents(std::type_identity<plasticity<Rules...>>) {
  const auto check = []<class Rule>(std::type_identity<Rule>) {
    if constexpr (HasCurrent<Rule> && !HasMistake<Rule>) check_current<D, P, Rule>();
  };
  (check(std::type_identity<Rules>{}), ...);
}

} // namespace cortexpr::detail
