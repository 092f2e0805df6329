// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/connectivity/synapses_of.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/plasticity/transmit.hpp>

namespace cortexpr::detail {

/// What a projection onto the synapses of projection S may change: variables of its rules, and weights that rules look
/// at.
template <class List>
using among_modulated = std::conditional_t<std::is_same_v<List, plasticity<transmit>> || couples<List>, among_words<>,
                                           among_all<among_words<"w">, among_variables<synapse_variables<List>>>>;

/// A projection onto synapses, each mistake in turn.
template <auto const& D, std::size_t K>
constexpr void check_modulation() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using projection = typename item::projection;
  constexpr std::size_t to = s::template modulated_by<K>;
  using rules = typename s::template item<to>::rules;
  if constexpr (s::template source_of<K> == not_found) {
    refuse_name<no_such_source, among_populations<D>, to_fixed<item::path.source.size()>(item::path.source)>();
  } else {
    constexpr bool without_variables = std::is_same_v<rules, plasticity<transmit>> || couples<rules>;
    static_assert(!without_variables,
                  "cortexpr: a projection onto synapses (\"dopamine -> S.d\") changes a variable of a rule of S, and S "
                  "has no rule with variables; give it plasticity{...}");
    static_assert(
        item::path.target_slice.whole,
        "cortexpr: a projection onto synapses takes no slice of them; a connection rule says which: pairs, or "
        "synapses_onto{...} and synapses_from{...} by neurons");
    static_assert(std::is_same_v<typename projection::rules, plasticity<transmit>> && !projection::in_turn,
                  "cortexpr: a projection onto synapses adds its weight to their variable and has no rules of its own: "
                  "what follows from the variable is said by a rule of the projection that it aims at");
    constexpr const projection& it = s::template value<K>().given;
    static_assert(
        !it.has_dendrites() && it.coincident == coincident_pairs::pre_before_post,
        "cortexpr: a projection onto synapses has one delay(...), no dendritic_delay and no coincident_pairs");
    constexpr bool one_delay =
        is_constant_value<decltype(projection::delay)> || std::is_same_v<decltype(projection::delay), given_later>;
    static_assert(one_delay, "cortexpr: a projection onto synapses has one delay for all of them; write a projection "
                             "for each delay");
    if constexpr (!without_variables) {
      constexpr place at = s::template modulated_place<K>;
      if constexpr (!at.exists()) {
        refuse_name<no_such_modulated, among_modulated<rules>,
                    to_fixed<item::path.receptor.size()>(item::path.receptor)>();
      } else {
        if constexpr (KnowsUnit<typename projection::weight_type>)
          check_unit<unit_of_weight, item::text, projection::weight_type::dims, at.dims>();
        if constexpr (is_constant_value<decltype(projection::delay)>)
          check_unit<unit_of_delay, item::text, decltype(projection::delay)::dims, dim::second>();
      }
    }
  }
}

/// Refuses projections onto synapses that have no meaning.
template <auto const& D>
constexpr bool check_modulations() {
  structure<D>::template for_each<item_kind::modulation>([](auto k) { check_modulation<D, k>(); });
  return true;
}

} // namespace cortexpr::detail
