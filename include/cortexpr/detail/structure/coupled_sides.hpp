// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/connectivity/by_function/pair_function.hpp>
#include <cortexpr/description/coupling.hpp>
#include <cortexpr/description/options/schedule.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/plasticity/rule_equations.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/readings/operation_counter.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

// What the term of a coupling sees of the neurons on both sides, in the readings of models: as quantities it tells its
// unit, with counters what it reads and costs, as numbers its value.

/// The neuron on one side in reading I: `side["v"_name]` is a variable or a parameter. Unknown names are refused by
/// `noting_side`.
template <class M, class I>
struct coupled_side {
  state_of<M, I> x{};
  parameters_of<M, I> p{};

  template <fixed_string Name>
  [[nodiscard, gnu::always_inline]] constexpr auto operator[](name_constant<Name>) const {
    constexpr std::size_t v = find_variable<state_of<M, checked>>(Name.view());
    constexpr std::size_t q = find_variable<parameters_of<M, checked>>(Name.view());
    if constexpr (v != not_found) {
      return typename I::template carrier<dimension_of<state_of<M, checked>, v>>(variable<v>(x));
    } else if constexpr (q != not_found) {
      return typename I::template carrier<dimension_of<parameters_of<M, checked>, q>>(variable<q>(p));
    } else {
      return number<I>();
    }
  }
};

/// Lets unknown names pass.
struct no_complaint {
  template <class M, fixed_string Name>
  static constexpr void refuse() {}
  template <class List, fixed_string Name>
  static constexpr void refuse_of_synapses() {}
};

/// The variables and parameters of a neuron that a term reads.
template <class M>
struct side_reads {
  std::array<bool, state_size<M> + 1> variables{};
  std::array<bool, parameter_count<M> + 1> parameters{};
  bool names_are_known = true;
};

/// A side that notes what is read, and complains of unknown names.
template <class M, class Complaint = no_complaint>
class noting_side {
public:
  constexpr noting_side(side_reads<M>& reads, operation_counts& counts) : reads_(reads), counts_(counts) {}

  template <fixed_string Name>
  [[nodiscard]] constexpr counted_number operator[](name_constant<Name>) const {
    constexpr std::size_t v = find_variable<state_of<M, checked>>(Name.view());
    constexpr std::size_t q = find_variable<parameters_of<M, checked>>(Name.view());
    if constexpr (v != not_found)
      reads_.variables[v] = true;
    else if constexpr (q != not_found)
      reads_.parameters[q] = true;
    else
      reads_.names_are_known = false, Complaint::template refuse<M, Name>();
    return counted_number(counts_);
  }

private:
  side_reads<M>& reads_;
  operation_counts& counts_;
};

/// What the term of a coupling between neurons of models A and B (or synapses in the place of either) reads, and what
/// one evaluation costs.
template <class A, class B>
struct coupling_facts {
  side_reads<A> pre;
  side_reads<B> post;
  operation_counts cost;
  /// Functions are worth SIMD packs even where values have to be gathered.
  [[nodiscard]] constexpr bool has_functions() const { return cost.exponentials + cost.functions != 0; }
};
template <class A, class B, class Complaint = no_complaint, class Rule>
constexpr coupling_facts<A, B> read_coupling(const Rule& rule) {
  coupling_facts<A, B> facts;
  const noting_side<A, Complaint> pre(facts.pre, facts.cost);
  const noting_side<B, Complaint> post(facts.post, facts.cost);
  static_cast<void>(rule.term(pre, post, counted_number(facts.cost)));
  return facts;
}

/// Whether a rule takes both sides and a weight.
template <class Rule, class A, class B, class Complaint = no_complaint>
concept HasTerm = requires(const Rule& rule, const noting_side<A, Complaint>& pre,
                           const noting_side<B, Complaint>& post, const counted_number& w) {
  rule.term(pre, post, w);
};

/// What a term is as a quantity, with a weight W that is one. (A dimension in its place breaks g++ 12.)
template <class Rule, class A, class B, class W>
using term_type_of =
    std::remove_cvref_t<decltype(std::declval<const Rule&>().term(std::declval<const coupled_side<A, checked>&>(),
                                                                  std::declval<const coupled_side<B, checked>&>(),
                                                                  std::declval<const W&>()))>;

template <class Term>
inline constexpr bool is_term = Arithmetic<Term> || is_quantity<Term>;
/// The dimension of a term; a plain number has none.
template <class Term>
constexpr dimension dimension_of_term() {
  if constexpr (is_quantity<Term>)
    return Term::dims;
  else
    return dim::one;
}

template <class List>
struct coupling_among;
template <class Rule>
struct coupling_among<plasticity<Rule>> {
  using type = Rule;
};
/// The coupling of a projection.
template <class Item>
using coupling_of = typename coupling_among<typename Item::rules>::type;

/// The dimension of the weights of a coupling: as they are written or, where they are given later, such that a term
/// that is proportional to the weight has the unit of the input.
template <class Item, class A, class B, dimension Input>
constexpr dimension coupling_weight() {
  if constexpr (requires { Item::weight_type::dims; })
    return Item::weight_type::dims;
  else if constexpr (HasTerm<coupling_of<Item>, A, B>)
    return Input / dimension_of_term<term_type_of<coupling_of<Item>, A, B, quantity<dim::one>>>();
  else
    return dim::one;
}

/// The dimension of weights that nothing but their description tells: what a rule says, else as they are written; if
/// they are given later, or by a function of neurons, another.
template <class Item>
constexpr dimension written_weight_or(dimension otherwise) {
  using weight = typename Item::weight_type;
  using number = typename number_of_neuron<weight>::type;
  if constexpr (requires { weight::dims; })
    otherwise = weight::dims;
  else if constexpr (std::is_invocable_v<const weight&, number, number>)
    otherwise = dimension_of_term<std::remove_cvref_t<std::invoke_result_t<const weight&, number, number>>>();
  return weight_unit_or<Item>(otherwise);
}

/// Where in a step clock-driven equations are advanced.
constexpr at place_in_step(flow_place place) {
  return place == flow_place::after_thresholds ? at{slot::after_thresholds, 0}
         : place == flow_place::before_traces  ? at{slot::before_groups, 0}
                                               : at{slot::groups, -1};
}

} // namespace cortexpr::detail
