// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/all_to_all.hpp>
#include <cortexpr/connectivity/synapses_of.hpp>
#include <cortexpr/detail/assembly/draw_synapses.hpp>
#include <cortexpr/detail/build/build_projection.hpp>
#include <cortexpr/detail/rows/modulator_rows.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>

namespace cortexpr::detail {

/// The synapses of a projection by the neurons on one side, as creation numbers.
struct synapses_of_neurons {
  sequence<std::uint64_t> begin;
  sequence<std::uint32_t> synapse;

  /// `onto`: by target, else by source.
  synapses_of_neurons(const synapse_rows& all, bool onto) {
    const std::size_t neurons = onto ? static_cast<std::size_t>(all.targets()) : all.sources;
    sequence<std::uint32_t> neuron(all.synapses);
    for (std::size_t s = 0; s < all.slices.size(); ++s) {
      const slice_rows& rows = all.slices[s];
      for (std::uint32_t i = 0; i < all.sources; ++i)
        all.for_row(s, i, [&](std::size_t k, std::uint64_t number) {
          neuron[number] = onto ? rows.first_target - all.slices[0].first_target + rows.target[k] : i;
        });
    }
    begin.assign(neurons + 1, 0);
    for (const std::uint32_t j : neuron) ++begin[j + std::size_t{1}];
    for (std::size_t j = 0; j < neurons; ++j) begin[j + 1] += begin[j];
    sequence<std::uint64_t> next(begin.begin(), begin.end() - 1);
    synapse.resize(neuron.size());
    for (std::size_t n = 0; n < neuron.size(); ++n) synapse[next[neuron[n]]++] = static_cast<std::uint32_t>(n);
  }
};

/// The neurons that a rule counts at the end of a route where synapses are: the targets or sources of those, from the
/// first of theirs on; or the synapses themselves.
struct counted_units {
  std::uint32_t size = 0, begin = 0;
  std::size_t population = not_found; ///< none if synapses are counted
};
template <auto const& D, std::size_t P, class Rule>
[[nodiscard]] counted_units units_of_synapses(const synapse_rows& synapses) {
  using s = structure<D>;
  if constexpr (is_synapses_onto<Rule>)
    return {static_cast<std::uint32_t>(synapses.targets()),
            synapses.slices.empty() ? 0 : synapses.slices[0].first_target, s::template target_of<P>};
  else if constexpr (is_synapses_from<Rule>)
    return {synapses.sources, synapses.first_source, s::template source_of<P>};
  else
    return {static_cast<std::uint32_t>(synapses.synapses), 0, not_found};
}
/// What a rule counts at both ends of a route.
[[nodiscard]] inline projection_extent extent_of(const counted_units& from, const counted_units& to) {
  return {from.size, to.size, from.population != not_found && from.population == to.population, from.begin, to.begin};
}

/// The neurons that the rule of a projection counts whose route starts or ends at synapses, for functions that look at
/// them; synapses have a number only.
template <auto const& D, std::size_t From, std::size_t Onto, class Real>
class counted_pairs {
public:
  counted_pairs(const network_state<D, Real>& state, std::uint32_t from, std::uint32_t onto)
      : state_(&state), from_(from), onto_(onto) {}

  [[nodiscard]] auto source(std::uint32_t i) const { return unit<From>(std::size_t{from_} + i); }
  [[nodiscard]] auto target(std::uint32_t j) const { return unit<Onto>(std::size_t{onto_} + j); }
  [[nodiscard]] const placement& places_of_sources() const { return places_of<From>(); }
  [[nodiscard]] const placement& places_of_targets() const { return places_of<Onto>(); }

private:
  template <std::size_t P>
  [[nodiscard]] auto unit(std::size_t i) const {
    if constexpr (P == not_found)
      return numbered_neuron<false>(no_places, i);
    else
      return built_neuron<D, P>(*state_, i);
  }
  template <std::size_t P>
  [[nodiscard]] const placement& places_of() const {
    static_assert(P != not_found, "cortexpr: a rule that looks at positions counts neurons: where synapses are at an "
                                  "end of the route, write synapses_onto{rule} or synapses_from{rule}");
    if constexpr (P == not_found)
      return no_places;
    else
      return places_in<D, P>(*state_);
  }
  inline static const placement no_places{};
  const network_state<D, Real>* state_;
  std::uint32_t from_, onto_;
};
/// The population that a rule counts at an end of a route: with the synapses of item E, or `not_found` if they are
/// counted themselves; else E.
template <auto const& D, std::size_t E, bool Synapses, class Rule>
constexpr std::size_t population_counted() {
  if constexpr (!Synapses)
    return E;
  else if constexpr (is_synapses_onto<Rule>)
    return structure<D>::template target_of<E>;
  else if constexpr (is_synapses_from<Rule>)
    return structure<D>::template source_of<E>;
  else
    return not_found;
}

/// The rule itself, without the word that says what it counts.
template <class Rule>
[[nodiscard]] constexpr const auto& counting_rule(const Rule& rule) {
  if constexpr (counts_neurons<Rule>)
    return rule.rule;
  else
    return rule;
}
/// Values of connections as a rule: functions are given the neurons, all else passes.
template <class Mistake, fixed_string Item, dimension Want, class V, class Neurons>
[[nodiscard]] constexpr decltype(auto) bind_counted(const V& values, const Neurons& neurons) {
  if constexpr (ValueFunction<V>) {
    check_result_of_values<
        Mistake, Item, Want,
        std::remove_cvref_t<decltype(value_of_pair(values, 0u, 0u, neurons, std::declval<value_numbers&>()))>>();
    return pair_values<Want, V, Neurons>{&values, neurons};
  } else {
    return (values);
  }
}

/// Draws the connections of a projection onto synapses, and their weights.
template <class Rule, class Weights, class Neurons>
[[nodiscard, gnu::noinline, gnu::cold]] modulator_list
draw_modulators(const Rule& rule, const Weights& weights, const projection_extent& extent, const synapse_rows& synapses,
                const Neurons& neurons, const std::string& label, std::uint64_t seed, sequence<double>& weight) {
  modulator_list list{extent.source_begin, extent.sources, 0, false, {}, {}, {}};
  rule.validate(extent, label);
  constexpr bool one_weight = is_constant_value<Weights>;
  synapse_sampler<Weights> weight_of(weights, seed, label + ".w");
  if constexpr (one_weight) weight.assign(1, weight_of(0, 0, 0));
  if constexpr (one_weight && std::is_same_v<Rule, all_to_all>) {
    list.all = true;
    return list;
  }
  const auto plan = plan_of(counting_rule(rule), extent, make_stream(seed, label), label, neurons);
  [[maybe_unused]] const synapses_of_neurons of_neurons =
      counts_neurons<Rule> ? synapses_of_neurons(synapses, is_synapses_onto<Rule>) : synapses_of_neurons({}, false);
  sequence<std::uint32_t> target;
  sequence<std::uint64_t> listed;
  sequence<double> drawn;
  std::uint64_t count = 0;
  list.row.push_back(0);
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
    const auto connect = [&](std::uint32_t synapse, std::uint64_t number) {
      list.synapse.push_back(synapse);
      if (!one_weight) list.weight_of.push_back(static_cast<std::uint32_t>(number));
    };
    for (std::size_t k = 0; k < target.size(); ++k) {
      if constexpr (counts_neurons<Rule>)
        for (std::uint64_t e = of_neurons.begin[target[k]]; e < of_neurons.begin[target[k] + std::size_t{1}]; ++e)
          connect(of_neurons.synapse[e], listed[k]);
      else
        connect(target[k], listed[k]);
    }
    count += target.size();
    // One order, which a checkpoint can restore; connections with several weights are in that of their numbers.
    if (list.weight_of.empty())
      std::sort(list.synapse.begin() + static_cast<std::ptrdiff_t>(list.row.back()), list.synapse.end());
    list.row.push_back(list.synapse.size());
  }
  weight_of.finish(count);
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
  if (synapses.synapses > std::numeric_limits<std::uint32_t>::max())
    raise({"projection '", label, "': '", item::path.target, "' has more than 4,294,967,295 synapses"});
  const projection_extent extent =
      extent_of({from.end - from.begin, from.begin, source}, units_of_synapses<D, to, rule_type>(synapses));
  const counted_pairs<D, source, population_counted<D, to, true, rule_type>(), Real> neurons(state, from.begin,
                                                                                             extent.target_begin);
  require_matrix_of(weight, extent.sources, extent.targets, label + ".w");
  auto& p = item_at<K>(state.items);
  modulator_list list = draw_modulators(
      rule, bind_counted<unit_of_weight, item::text, s::template modulated_place<K>.dims>(weight, neurons), extent,
      synapses, neurons, label, state.structure_seed, p.weight);
  list.delay = delay_steps(delay.value.si(), state.dt, it.rounds_delay, label + ".delay");
  p.connections = std::make_shared<const modulator_rows>(place_modulators(list, synapses));
}

} // namespace cortexpr::detail
