// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/onto_synapses/build_modulation.hpp>
#include <cortexpr/detail/state/synapse_coupling.hpp>
#include <cortexpr/detail/structure/check_continuous.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <type_traits>

namespace cortexpr::detail {

/// What a rule counts at one end of the route of coupling K: item E is a projection with synapses or a population, of
/// which `part` takes part.
template <auto const& D, std::size_t E, bool Synapses, class Rule, class Real>
[[nodiscard, gnu::cold]] counted_units units_at(const network_state<D, Real>& state, slice part,
                                                const std::string& label) {
  if constexpr (Synapses) {
    const synapse_rows& synapses = *item_at<E>(state.items).connections;
    if (synapses.synapses > std::numeric_limits<std::uint32_t>::max())
      raise({"projection '", label, "': '", structure<D>::names[E], "' has more than 4,294,967,295 synapses"});
    return units_of_synapses<D, E, Rule>(synapses);
  } else {
    const slice all = checked_slice(part, item_at<E>(state.items).size, label, structure<D>::names[E]);
    return {all.end - all.begin, all.begin, E};
  }
}

/// From what a rule counts to the numbers of neurons or synapses: all synapses of a neuron, or one number.
class unit_numbers {
public:
  explicit unit_numbers(std::uint32_t begin) : begin_(begin), of_neurons_({}, false) {}
  unit_numbers(const synapse_rows& synapses, bool onto) : counts_neurons_(true), of_neurons_(synapses, onto) {}

  template <class F>
  void for_each(std::uint32_t unit, F&& f) const {
    if (!counts_neurons_) {
      f(begin_ + unit);
      return;
    }
    for (std::uint64_t e = of_neurons_.begin[unit]; e < of_neurons_.begin[unit + std::size_t{1}]; ++e)
      f(of_neurons_.synapse[e]);
  }

private:
  bool counts_neurons_ = false;
  std::uint32_t begin_ = 0;
  synapses_of_neurons of_neurons_;
};
template <auto const& D, std::size_t E, bool Synapses, class Rule, class Real>
[[nodiscard, gnu::cold]] unit_numbers numbers_at(const network_state<D, Real>& state, const counted_units& counted) {
  if constexpr (Synapses && counts_neurons<Rule>)
    return {*item_at<E>(state.items).connections, is_synapses_onto<Rule>};
  else
    return unit_numbers(counted.begin);
}
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
  rule.validate(extent, label);
  constexpr bool one_weight = is_constant_value<Weights>;
  synapse_sampler<Weights> weight_of(weights, seed, label + ".w");
  if constexpr (one_weight) weight.assign(1, weight_of(0, 0, 0));
  const auto plan = plan_of(counting_rule(rule), extent, make_stream(seed, label), label, neurons);
  sequence<std::uint32_t> target;
  sequence<std::uint64_t> listed;
  [[maybe_unused]] sequence<double> drawn;
  std::uint64_t count = 0;
  for (std::uint32_t i = 0; i < extent.sources; ++i) {
    target.clear();
    listed.clear();
    plan.for_row(i, [&](std::uint32_t j, std::uint64_t number) {
      target.push_back(j);
      listed.push_back(Rule::numbered ? number : count + target.size() - 1);
    });
    if constexpr (!one_weight) {
      weight_of.fill(
          i, target, [&](std::size_t k) { return listed[k]; }, drawn);
      for (std::size_t k = 0; k < target.size(); ++k) {
        if (weight.size() <= listed[k]) weight.resize(listed[k] + 1);
        weight[listed[k]] = drawn[k];
      }
    }
    for (std::size_t k = 0; k < target.size(); ++k) {
      const auto number = one_weight ? std::uint32_t{0} : static_cast<std::uint32_t>(listed[k]);
      sources.for_each(i, [&](std::uint32_t from) {
        targets.for_each(target[k], [&](std::uint32_t to) { list.all.push_back({to, from, number}); });
      });
    }
    count += target.size();
  }
  weight_of.finish(count);
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
