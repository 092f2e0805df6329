// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/plasticity/rule_equations.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

template <class Rule>
concept NamesFed = requires {
  std::string_view(Rule::feeds);
};
/// The variable of the target that a rule of projection P feeds by its `current`: of the receptor called `feeds`, or of
/// the route's own.
template <auto const& D, std::size_t P, class Rule>
constexpr std::size_t fed_variable() {
  using s = structure<D>;
  if constexpr (NamesFed<Rule>)
    return variable_at<typename s::template model<s::template target_of<P>>>(Rule::feeds);
  else
    return s::template target_variable<P>();
}

/// Whether variable V of a model stands still but for what is fed into it.
template <class M, std::size_t V>
constexpr bool stands_still() {
  if constexpr (Flows<M>)
    return dependence_of_flow<M>[V].zero();
  else
    return true;
}

/// The dimension of what a synapse feeds.
template <class Rule, dimension Weight>
constexpr dimension find_current_dimension() {
  using result = std::remove_cvref_t<decltype(current_of(
      std::declval<const Rule&>(), std::declval<const feeding_synapse<Rule, checked, quantity<Weight>>&>()))>;
  if constexpr (is_quantity<result>)
    return result::dims;
  else
    return dim::one;
}

template <auto const& D, std::size_t P, class Rule>
constexpr void check_current() {
  using s = structure<D>;
  using m = typename s::template model<s::template target_of<P>>;
  constexpr std::size_t v = fed_variable<D, P, Rule>();
  static_assert(v != not_found,
                "cortexpr: the target of a projection has no receptor or variable that is called as `feeds` of a rule "
                "says; receptor<\"nmda\", conductance<summed>> makes one called nmda");
  if constexpr (v != not_found) {
    static_assert(
        stands_still<m, v>(),
        "cortexpr: a rule with current(s, p) sets its target's variable in every step, but that variable has an "
        "equation of its own; take a receptor conductance<summed> or current<summed>, or a variable whose "
        "derivative is 0");
    constexpr dimension weight = s::template weight_dimension<P>(), fed = dimension_of<state_of<m, checked>, v>;
    static_assert(find_current_dimension<Rule, weight>() == fed,
                  "cortexpr: unit mistake: current(s, p) of a rule has another unit than the variable that it feeds");
  }
}

/// Refuses currents of synapses that have no variable to be summed in, or another unit.
template <auto const& D, std::size_t P, class... Rules>
constexpr void check_currents(std::type_identity<plasticity<Rules...>>) {
  const auto check = []<class Rule>(std::type_identity<Rule>) {
    if constexpr (HasCurrent<Rule>) check_current<D, P, Rule>();
  };
  (check(std::type_identity<Rules>{}), ...);
}

} // namespace cortexpr::detail
