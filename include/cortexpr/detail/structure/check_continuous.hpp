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
    refuse_name<no_such_coupled_of_synapses, among_all<among_words<"w">, among_variables<synapse_variables<List>>>,
                Name>();
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
