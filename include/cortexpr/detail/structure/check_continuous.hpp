// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/structure/coupled_sides.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/structure.hpp>

namespace cortexpr::detail {

template <class Delay>
constexpr bool has_no_delay(const Delay& d) {
  if constexpr (is_constant_value<Delay>)
    return d.value.si() == 0;
  else
    return false;
}

/// Whether the output of a model looks at its input I.
template <class M, std::size_t I>
constexpr bool output_looks_at() {
  if constexpr (HasOutputWithInputs<M>) {
    const dependence_arguments<M> a;
    return output_value<M>(a.x, a.p, a.in).uses(state_size<M> + I);
  } else {
    return false;
  }
}

/// Names that the term of a coupling reads and the neuron or synapse does not have.
struct complaint_of_coupling {
  template <class M, fixed_string Name>
  static constexpr void refuse() {
    refuse_name<no_such_coupled, among_values<M>, Name>();
  }
  template <class List, fixed_string Name>
  static constexpr void refuse_of_synapses() {
    refuse_name<no_such_coupled_of_synapses,
                among_all<among_words<"w">, among_variables<synapse_variables<List>>>, Name>();
  }
};

/// The term of coupling K as the description has it.
template <auto const& D, std::size_t K>
constexpr const auto& described_term() {
  if constexpr (structure<D>::kinds[K] == item_kind::synapse_coupling)
    return std::get<0>(structure<D>::template value<K>().given.list.rules);
  else
    return std::get<0>(structure<D>::template value<K>().list.rules);
}

/// A formula is a constant expression in the reading that counts operations.
template <auto const& D, std::size_t K, class A, class B>
concept HasFormula = requires {
  typename std::bool_constant<(static_cast<void>(read_coupling<A, B>(described_term<D, K>())), true)>;
};

/// Whether the term is a formula that reads nothing unknown; else its unit would be a second mistake.
template <auto const& D, std::size_t K, class A, class B>
constexpr bool names_are_known() {
  if constexpr (HasFormula<D, K, A, B>) {
    constexpr coupling_facts<A, B> facts = read_coupling<A, B>(described_term<D, K>());
    return facts.pre.names_are_known && facts.post.names_are_known;
  } else {
    return false;
  }
}

/// The term of a coupling between A and B, each in turn: its form, names, that the compiler can read it, its unit,
/// which is that of the quantity `Into`. W: a weight.
template <auto const& D, std::size_t K, class A, class B, class W, class Into>
constexpr void check_term() {
  using rule = std::remove_cvref_t<decltype(described_term<D, K>())>;
  constexpr bool has_term = HasTerm<rule, A, B, complaint_of_coupling>;
  static_assert(has_term, "cortexpr: couple(f) takes a function of both sides and the weight: [](auto pre, auto post, "
                          "auto w) { return w * (pre[\"v\"_name] - post[\"v\"_name]); }");
  if constexpr (has_term) {
    static_assert(HasFormula<D, K, A, B>,
                  "cortexpr: couple(f): f is no formula that the compiler can read: use the functions of equations "
                  "(exp, sin, select, ...), and write constexpr before functions of your own");
    if constexpr (names_are_known<D, K, A, B>()) {
      using term = term_type_of<rule, A, B, W>;
      static_assert(is_term<term>, "cortexpr: couple(f): f returns no quantity: write `return` and one formula of pre, "
                                   "post and w");
      if constexpr (is_term<term>)
        check_unit<unit_of_coupling, structure<D>::template item<K>::text, dimension_of_term<term>(), Into::dims>();
    }
  }
}

/// The ends of a coupling with synapses: "S -> astrocytes.Y", "astrocytes -> S.G". Its names are known.
template <auto const& D, std::size_t K>
struct synapse_coupling {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using projection = typename item::projection;
  /// The projections with the synapses, or populations.
  static constexpr std::size_t source = item::from_synapses ? s::template read_by<K> : s::template source_of<K>;
  static constexpr std::size_t target = item::onto_synapses ? s::template modulated_by<K> : s::template target_of<K>;

  template <std::size_t E, bool Synapses>
  static constexpr auto find_end() {
    if constexpr (Synapses)
      return synapses_with<typename s::template item<E>::rules, quantity<s::template weight_dimension<E>()>>{};
    else
      return std::type_identity<typename s::template model<E>>{};
  }
  template <class T>
  struct plain {
    using type = T;
  };
  template <class T>
  struct plain<std::type_identity<T>> {
    using type = T;
  };
  using pre = typename plain<decltype(find_end<source, item::from_synapses>())>::type;
  using post = typename plain<decltype(find_end<target, item::onto_synapses>())>::type;

  /// The variable of the synapses or the input of the neurons that gets the sum; `not_found` if there is none.
  static constexpr std::size_t find_goal() {
    if constexpr (item::onto_synapses)
      return find_variable<synapse_variables<typename s::template item<target>::rules>>(item::path.receptor);
    else
      return find_variable<own_inputs_of<post, checked>>(item::path.receptor);
  }
  static constexpr std::size_t goal = find_goal();
  static constexpr dimension find_goal_dims() {
    if constexpr (item::onto_synapses)
      return s::template modulated_place<K>.dims;
    else if constexpr (goal != not_found)
      return dimension_of<inputs_of<post, checked>, goal>;
    else
      return dim::one;
  }
  using into = quantity<find_goal_dims()>;
  using weight = quantity<coupling_weight<projection, pre, post, into::dims>()>;
};

/// Whether both names of the route of a coupling with synapses lead to something that has variables.
template <auto const& D, std::size_t K>
constexpr bool has_both_ends() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  const auto serves = []<bool Synapses>(std::bool_constant<Synapses>, auto end) {
    if constexpr (end == not_found)
      return false;
    else if constexpr (Synapses)
      return variable_count<synapse_variables<typename s::template item<end>::rules>> != 0;
    else if constexpr (s::template item<end>::listed)
      return false;
    else
      return state_size<typename s::template model<end>> != 0;
  };
  constexpr std::size_t from = item::from_synapses ? s::template read_by<K> : s::template source_of<K>;
  constexpr std::size_t onto = item::onto_synapses ? s::template modulated_by<K> : s::template target_of<K>;
  return couples<typename item::projection::rules> &&
         serves(std::bool_constant<item::from_synapses>{}, std::integral_constant<std::size_t, from>{}) &&
         serves(std::bool_constant<item::onto_synapses>{}, std::integral_constant<std::size_t, onto>{});
}
/// The dimension of the weights of a coupling with synapses.
template <auto const& D, std::size_t K>
constexpr dimension synapse_coupling_weight() {
  if constexpr (has_both_ends<D, K>())
    return synapse_coupling<D, K>::weight::dims;
  else
    return dim::one;
}

/// A projection onto an input: continuous, from a model that has an output or by a term of both sides.
template <auto const& D, std::size_t K>
constexpr void check_continuous() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  constexpr bool coupled = couples<typename item::rules>;
  using target = typename s::template model<s::template target_of<K>>;
  if constexpr (!s::template is_continuous<K>()) {
    constexpr bool aims_at_variable = s::template target_variable<K>() != not_found;
    static_assert(!aims_at_variable, "cortexpr: couple(...) feeds an input of the target's model (\"a -> b.I\"), not a "
                                     "receptor or a variable");
    if constexpr (!aims_at_variable)
      refuse_name<no_such_coupled_input, among_variables<own_inputs_of<target, checked>>,
                  to_fixed<item::path.receptor.size()>(item::path.receptor)>();
  } else if constexpr (is_given<target, s::template target_input<K>()>) {
    static_assert(!is_given<target, s::template target_input<K>()>,
                  "cortexpr: a projection onto an input cannot act on one that is given to the neuron: the time t, "
                  "last_spike, not_refractory, or a random number; name another input");
  } else if constexpr (s::template item<s::template source_of<K>>::listed) {
    static_assert(!s::template item<s::template source_of<K>>::listed,
                  "cortexpr: a projection onto an input is continuous; a list of spikes has no output");
  } else if constexpr (coupled) {
    using source = typename s::template model<s::template source_of<K>>;
    static_assert(state_size<source> != 0,
                  "cortexpr: couple(...) reads variables of both sides, and a source has none: "
                  "the source's spikes go to a receptor or a variable");
    if constexpr (state_size<source> != 0)
      check_term<D, K, source, target, quantity<s::template weight_dimension<K>()>,
                 quantity<dimension_of<inputs_of<target, checked>, s::template target_input<K>()>>>();
  } else {
    static_assert(HasOutput<typename s::template model<s::template source_of<K>>>,
                  "cortexpr: a projection onto an input is continuous: its source's model must define output(x, p); "
                  "spikes go to a receptor or a variable, and couple(f) is a term of both sides");
    if constexpr (HasOutput<typename s::template model<s::template source_of<K>>>)
      if constexpr (KnowsUnit<typename item::weight_type>)
        check_unit<unit_of_weight, item::text, item::weight_type::dims, s::template weight_dimension<K>()>();
    static_assert(std::is_same_v<typename item::rules, plasticity<transmit>>,
                  "cortexpr: a projection onto an input is continuous and takes no synapse rules");
    static_assert(!output_looks_at<target, s::template target_input<K>()>(),
                  "cortexpr: a projection onto an input that the target's output(x, p, in) looks at would be an "
                  "equation without time; let the output look at a variable that follows the input");
    static_assert(has_no_delay(s::template value<K>().delay) && !s::template has_dendrites<K>(),
                  "cortexpr: a projection onto an input is continuous and takes no delay");
  }
}

} // namespace cortexpr::detail
