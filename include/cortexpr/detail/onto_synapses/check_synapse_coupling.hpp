// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/flow/variable_rows.hpp>
#include <cortexpr/detail/state/synapse_coupling.hpp>
#include <cortexpr/detail/structure/check_continuous.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/structure.hpp>

namespace cortexpr::detail {

template <class Rule>
struct moves_by_itself : std::bool_constant<HasEquations<Rule> && !HasRecurrence<Rule>> {};

/// Whether equations of their rules let variable V of synapses alone, so that a coupling may set it.
template <class List>
constexpr bool stands_still_at_synapses(std::size_t v) {
  bool still = true;
  for_rules<List, moves_by_itself>([&](auto r) {
    using rule = std::tuple_element_t<r, decltype(List::rules)>;
    using model = equations_of<rule>;
    for_each_index<state_size<model>>([&](auto k) {
      if (first_variable_of<List, r> + k == v) still = still && dependence_of_flow<model>[k].zero();
    });
  });
  return still;
}

/// A coupling onto synapses sets a variable of theirs, in every step.
template <auto const& D, std::size_t K>
constexpr void check_set_variable() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using ends = synapse_coupling<D, K>;
  using list = typename s::template item<ends::target>::rules;
  if constexpr (ends::goal == not_found) {
    refuse_name<no_such_modulated, among_variables<synapse_variables<list>>,
                to_fixed<item::path.receptor.size()>(item::path.receptor)>();
  } else {
    using type = variable_type<synapse_variables<list>, ends::goal>;
    static_assert(std::is_floating_point_v<type> || is_quantity<type>,
                  "cortexpr: a coupling onto synapses sets a variable that is a quantity or a double, as number<I> and "
                  "volt<I> are, not a whole number");
    static_assert(stands_still_at_synapses<list>(ends::goal),
                  "cortexpr: a coupling onto synapses sets their variable in every step, but that variable has an "
                  "equation of its own; take one whose derivative is 0, and let others follow it");
    check_term<D, K, typename ends::pre, typename ends::post, typename ends::weight, typename ends::into>();
    if constexpr (names_are_known<D, K, typename ends::pre, typename ends::post>()) {
      constexpr auto facts = read_coupling<typename ends::pre, typename ends::post>(described_term<D, K>());
      static_assert(!facts.post.variables[ends::goal],
                    "cortexpr: couple(...) reads the variable of the synapses that it sets, of which only a part of "
                    "the sum is there; let another variable follow it");
    }
  }
}

/// A coupling from synapses feeds an input of neurons.
template <auto const& D, std::size_t K>
constexpr void check_fed_input() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using ends = synapse_coupling<D, K>;
  using target = typename ends::post;
  if constexpr (ends::goal == not_found) {
    constexpr bool aims_at_variable = variable_at<target>(item::path.receptor) != not_found;
    static_assert(!aims_at_variable, "cortexpr: a coupling from synapses feeds an input of the target's model (\"S -> "
                                     "astrocytes.Y\", struct inputs), not a receptor or a variable");
    if constexpr (!aims_at_variable)
      refuse_name<no_such_coupled_input, among_variables<own_inputs_of<target, checked>>,
                  to_fixed<item::path.receptor.size()>(item::path.receptor)>();
  } else if constexpr (is_given<target, ends::goal>) {
    static_assert(!is_given<target, ends::goal>,
                  "cortexpr: a coupling from synapses cannot act on an input that is given to the neuron: the time t, "
                  "last_spike, not_refractory, or a random number; name another input");
  } else {
    check_term<D, K, typename ends::pre, typename ends::post, typename ends::weight, typename ends::into>();
  }
}

/// A projection whose route starts or ends at synapses and that is a coupling, or should be one; each mistake in turn.
template <auto const& D, std::size_t K>
constexpr void check_synapse_coupling() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  constexpr bool has_source = (item::from_synapses ? s::template read_by<K> : s::template source_of<K>) != not_found;
  constexpr bool has_target =
      (item::onto_synapses ? s::template modulated_by<K> : s::template target_of<K>) != not_found;
  constexpr bool coupled = couples<typename item::projection::rules>;
  static_assert(coupled, "cortexpr: synapses have no spikes to send: a route that starts at a projection takes "
                         "couple(f), a term of each synapse that is summed in every step: couple([](auto s, auto post, "
                         "auto w) { return w * s[\"x\"_name]; })");
  if constexpr (!coupled) {
    return;
  } else if constexpr (!has_source) {
    refuse_name<no_such_end, among_holders<D>, to_fixed<item::path.source.size()>(item::path.source)>();
  } else if constexpr (!has_target) {
    refuse_name<no_such_end, among_holders<D>, to_fixed<item::path.target.size()>(item::path.target)>();
  } else {
    static_assert(
        has_both_ends<D, K>(),
        "cortexpr: a coupling with synapses reads and sets what has variables: a projection with a rule of "
        "its own (plasticity{...}), and a population whose model has a state, not a list of spikes or another source");
    static_assert((!item::from_synapses || item::path.source_slice.whole) &&
                      (!item::onto_synapses || item::path.target_slice.whole),
                  "cortexpr: a coupling takes no slice of synapses; a connection rule says which: pairs, or "
                  "synapses_onto{...} and synapses_from{...} by neurons");
    constexpr const auto& it = s::template value<K>().given;
    static_assert(has_no_delay(it.delay), "cortexpr: a coupling with synapses reads them as they are, and takes no "
                                          "delay");
    if constexpr (has_both_ends<D, K>()) {
      if constexpr (item::onto_synapses)
        check_set_variable<D, K>();
      else
        check_fed_input<D, K>();
    }
  }
}

/// Refuses couplings with synapses that have no meaning.
template <auto const& D>
constexpr bool check_synapse_couplings() {
  structure<D>::template for_each<item_kind::synapse_coupling>([](auto k) { check_synapse_coupling<D, k>(); });
  return true;
}

} // namespace cortexpr::detail
