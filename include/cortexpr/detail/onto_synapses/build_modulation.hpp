// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/connectivity/all_to_all.hpp>
#include <cortexpr/detail/onto_synapses/counted_units.hpp>
#include <cortexpr/detail/rows/modulator_rows.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>

namespace cortexpr::detail {

/// Draws the connections of a projection onto synapses, and their weights.
template <class Rule, class Weights, class Neurons>
[[nodiscard, gnu::noinline, gnu::cold]] modulator_list
draw_modulators(const Rule& rule, const Weights& weights, const projection_extent& extent, const unit_numbers& synapses,
                const Neurons& neurons, const std::string& label, std::uint64_t seed, sequence<double>& weight) {
  modulator_list list{extent.source_begin, extent.sources, 0, false, {}, {}, {}};
  constexpr bool one_weight = is_constant_value<Weights>;
  synapse_sampler<Weights> weight_of = sampler_of_weights(rule, weights, extent, label, seed, weight);
  if constexpr (one_weight && std::is_same_v<Rule, all_to_all>) {
    list.all = true;
    return list;
  }
  list.row.push_back(0);
  draw_connections(rule, weight_of, extent, neurons, label, seed, weight,
                   [&](std::uint32_t, const auto& target, const auto& number) {
                     for (std::size_t k = 0; k < target.size(); ++k)
                       synapses.for_each(target[k], [&](std::uint32_t synapse) {
                         list.synapse.push_back(synapse);
                         if (!one_weight) list.weight_of.push_back(static_cast<std::uint32_t>(number[k]));
                       });
                     // One order, which a checkpoint can restore; connections with several weights are in that of
                     // their numbers.
                     if (list.weight_of.empty())
                       std::sort(list.synapse.begin() + static_cast<std::ptrdiff_t>(list.row.back()),
                                 list.synapse.end());
                     list.row.push_back(list.synapse.size());
                   });
  return list;
}

/// Connections, weights and the delay of projection K, which ends at synapses.
template <auto const& D, std::size_t K, class Real, class Settings>
[[gnu::noinline, gnu::cold]] void build_modulation(network_state<D, Real>& state, const Settings& given_settings) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using projection = typename item::projection;
  const auto& it = s::template value<K>().given;
  const std::string label(item::label);
  constexpr setting_place rule_by = Settings::template find<is_connection>(item::label);
  constexpr setting_place weight_by = Settings::template find<is_value>(item::label, "w");
  constexpr setting_place delay_by = Settings::template find<is_value>(item::label, "delay");
  static_assert(rule_by != not_found || !std::is_same_v<typename projection::rule_type, given_later>,
                "cortexpr: the connections of a projection are `given`: add set<\"label\">(rule, pairs or matrix)");
  static_assert(weight_by != not_found || !std::is_same_v<typename projection::weight_type, given_later>,
                "cortexpr: the weights of a projection are `given`: add set<\"label.w\">(value)");
  static_assert(delay_by != not_found || !std::is_same_v<decltype(projection::delay), given_later>,
                "cortexpr: the delays of a projection are `given`: add set<\"label.delay\">(value)");
  const auto& rule = given_settings.template value_or<rule_by>(it.rule);
  const auto& weight = view_values(given_settings.template value_or<weight_by>(it.weight));
  const auto delay = as_values(given_settings.template value_or<delay_by>(it.delay));
  using rule_type = std::remove_cvref_t<decltype(rule)>;
  static_assert(!BringsWeights<rule_type> && !BringsDelays<rule_type>,
                "cortexpr: a projection onto synapses takes a list of connections without weights and delays: "
                "read_connections(file); weights are set<\"label.w\">(values(...))");
  constexpr std::size_t source = s::template source_of<K>, to = s::template modulated_by<K>;
  const slice from =
      checked_slice(item::path.source_slice, item_at<source>(state.items).size, label, item::path.source);
  const synapse_rows& synapses = *item_at<to>(state.items).connections;
  const counted_units onto = units_at<D, to, true, rule_type>(state, slice{}, label);
  const projection_extent extent = extent_of({from.end - from.begin, from.begin, source}, onto);
  const counted_pairs<D, source, population_counted<D, to, true, rule_type>(), Real> neurons(state, from.begin,
                                                                                             extent.target_begin);
  require_matrix_of(weight, extent.sources, extent.targets, label + ".w");
  auto& p = item_at<K>(state.items);
  modulator_list list = draw_modulators(
      rule, bind_counted<unit_of_weight, item::text, s::template modulated_place<K>.dims>(weight, neurons), extent,
      numbers_at<D, to, true, rule_type>(state, onto), neurons, label, state.structure_seed, p.weight);
  list.delay = delay_steps(delay.value.si(), state.dt, it.rounds_delay, label + ".delay");
  p.connections = std::make_shared<const modulator_rows>(place_modulators(list, synapses));
}

} // namespace cortexpr::detail
