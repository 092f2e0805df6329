// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/delivery/synapse_sides.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <cstddef>
#include <type_traits>

namespace cortexpr::detail {

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
      return !std::is_same_v<typename s::template item<end>::rules, plasticity<transmit>> &&
             !couples<typename s::template item<end>::rules>;
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

} // namespace cortexpr::detail
