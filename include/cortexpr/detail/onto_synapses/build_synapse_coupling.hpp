// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/onto_synapses/counted_units.hpp>
#include <cortexpr/detail/state/synapse_coupling.hpp>
#include <cortexpr/detail/structure/check_continuous.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>

namespace cortexpr::detail {

template <auto const& D, std::size_t E, bool Synapses, class Real>
[[nodiscard, gnu::cold]] numbered_units places_at(const network_state<D, Real>& state) {
  if constexpr (Synapses)
    return numbered_units(*item_at<E>(state.items).connections);
  else
    return numbered_units(std::size_t{item_at<E>(state.items).size});
}
template <auto const& D, std::size_t K, class Real>
[[nodiscard, gnu::cold]] sum_rows placed_sums(const network_state<D, Real>& state, const sum_list& list) {
  using ends = synapse_coupling<D, K>;
  return place_sums(list, places_at<D, ends::target, ends::item::onto_synapses>(state),
                    places_at<D, ends::source, ends::item::from_synapses>(state));
}

/// Draws the connections of a coupling with synapses, and their weights.
template <class Rule, class Weights, class Neurons>
[[nodiscard, gnu::noinline, gnu::cold]] sum_list
draw_sums(const Rule& rule, const Weights& weights, const projection_extent& extent, const unit_numbers& sources,
          const unit_numbers& targets, const Neurons& neurons, const std::string& label, std::uint64_t seed,
          sequence<double>& weight) {
  sum_list list;
  synapse_sampler<Weights> weight_of = sampler_of_weights(rule, weights, extent, label, seed, weight);
  draw_connections(rule, weight_of, extent, neurons, label, seed, weight,
                   [&](std::uint32_t i, const auto& target, const auto& number) {
                     for (std::size_t k = 0; k < target.size(); ++k) {
                       const auto w =
                           is_constant_value<Weights> ? std::uint32_t{0} : static_cast<std::uint32_t>(number[k]);
                       sources.for_each(i, [&](std::uint32_t from) {
                         targets.for_each(target[k], [&](std::uint32_t to) { list.all.push_back({to, from, w}); });
                       });
                     }
                   });
  std::sort(list.all.begin(), list.all.end());
  return list;
}

/// Connections, weights and the term of coupling K with synapses.
template <auto const& D, std::size_t K, class Real, class Settings>
[[gnu::noinline, gnu::cold]] void build_synapse_coupling(network_state<D, Real>& state,
                                                         const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using ends = synapse_coupling<D, K>;
  using projection = typename item::projection;
  const auto& it = s::template value<K>().given;
  const std::string label(item::label);
  constexpr setting_place rule_by = Settings::template find<is_connection>(item::label);
  constexpr setting_place weight_by = Settings::template find<is_value>(item::label, "w");
  constexpr setting_place rules_by = Settings::template find<is_rules>(item::label);
  static_assert(rule_by != not_found || !std::is_same_v<typename projection::rule_type, given_later>,
                "cortexpr: the connections of a projection are `given`: add set<\"label\">(rule, pairs or matrix)");
  static_assert(weight_by != not_found || !std::is_same_v<typename projection::weight_type, given_later>,
                "cortexpr: the weights of a projection are `given`: add set<\"label.w\">(value)");
  const auto& rule = given_settings.template value_or<rule_by>(it.rule);
  const auto& weight = view_values(given_settings.template value_or<weight_by>(it.weight));
  using rule_type = std::remove_cvref_t<decltype(rule)>;
  static_assert(!counts_neurons<rule_type> || item::from_synapses != item::onto_synapses,
                "cortexpr: with synapses at both ends of its route a coupling counts synapses on either side, in the "
                "order of their creation: write the rule without synapses_onto{...} or synapses_from{...}");
  const counted_units from =
      units_at<D, ends::source, item::from_synapses, rule_type>(state, item::path.source_slice, label);
  const counted_units onto =
      units_at<D, ends::target, item::onto_synapses, rule_type>(state, item::path.target_slice, label);
  const projection_extent extent = extent_of(from, onto);
  if constexpr (KnowsUnit<std::remove_cvref_t<decltype(weight)>>)
    check_unit<unit_of_weight, item::text, std::remove_cvref_t<decltype(weight)>::dims, ends::weight::dims>();
  require_matrix_of(weight, extent.sources, extent.targets, label + ".w");
  constexpr std::size_t counted_from = population_counted<D, ends::source, item::from_synapses, rule_type>();
  constexpr std::size_t counted_onto = population_counted<D, ends::target, item::onto_synapses, rule_type>();
  const counted_pairs<D, counted_from, counted_onto, Real> neurons(state, from.begin, onto.begin);
  auto& p = item_at<K>(state.items);
  p.rules = given_settings.template value_or<rules_by>(it.list);
  const sum_list list = draw_sums(rule, bind_counted<unit_of_weight, item::text, ends::weight::dims>(weight, neurons),
                                  extent, numbers_at<D, ends::source, item::from_synapses, rule_type>(state, from),
                                  numbers_at<D, ends::target, item::onto_synapses, rule_type>(state, onto), neurons,
                                  label, state.structure_seed, p.weight);
  p.connections = std::make_shared<const sum_rows>(placed_sums<D, K>(state, list));
}

} // namespace cortexpr::detail
