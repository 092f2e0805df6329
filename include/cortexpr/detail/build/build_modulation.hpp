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

/// What a rule of a projection onto synapses counts as its targets.
template <class Rule>
[[nodiscard]] projection_extent modulation_extent(const synapse_rows& synapses, std::uint32_t sources,
                                                  std::uint32_t first_source, bool from_its_targets,
                                                  bool from_its_sources) {
  if constexpr (is_synapses_onto<Rule>)
    return {sources, static_cast<std::uint32_t>(synapses.targets()), from_its_targets, first_source,
            synapses.slices.empty() ? 0 : synapses.slices[0].first_target};
  else if constexpr (is_synapses_from<Rule>)
    return {sources, synapses.sources, from_its_sources, first_source, synapses.first_source};
  else
    return {sources, static_cast<std::uint32_t>(synapses.synapses), false, first_source, 0};
}

/// Draws the connections of a projection onto synapses, and their weights.
template <class Rule, class Weights>
[[nodiscard, gnu::noinline, gnu::cold]] modulator_list
draw_modulators(const Rule& rule, const Weights& weights, const projection_extent& extent, const synapse_rows& synapses,
                const std::string& label, std::uint64_t seed, sequence<double>& weight) {
  modulator_list list{extent.source_begin, extent.sources, 0, false, {}, {}, {}};
  rule.validate(extent, label);
  constexpr bool one_weight = is_constant_value<Weights>;
  synapse_sampler<Weights> weight_of(weights, seed, label + ".w");
  if constexpr (one_weight) weight.assign(1, weight_of(0, 0, 0));
  if constexpr (one_weight && std::is_same_v<Rule, all_to_all>) {
    list.all = true;
    return list;
  }
  const auto plan = rule.plan(extent, make_stream(seed, label), label);
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
      modulation_extent<rule_type>(synapses, from.end - from.begin, from.begin, source == s::template target_of<to>,
                                   source == s::template source_of<to>);
  require_matrix_of(weight, extent.sources, extent.targets, label + ".w");
  auto& p = item_at<K>(state.items);
  modulator_list list = draw_modulators(rule, weight, extent, synapses, label, state.structure_seed, p.weight);
  list.delay = delay_steps(delay.value.si(), state.dt, it.rounds_delay, label + ".delay");
  p.connections = std::make_shared<const modulator_rows>(place_modulators(list, synapses));
}

} // namespace cortexpr::detail
